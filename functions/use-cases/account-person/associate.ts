import { mustHold } from "#db/client.ts";
import { accountIdOf, rolesInAccount, virtualAccountsOf } from "#db/queries/account-access.ts";
import { administersAccount } from "#db/queries/administrator.ts";
import { idByEmail, personByEmail } from "#db/queries/person.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { accountPlace, actingInAccount, attemptInAccount } from "#functions/use-cases/account/place.ts";
import { grantRoles } from "#functions/use-cases/account-role/grant.ts";
import { command } from "#functions/use-cases/command.ts";
import { newAddress } from "#functions/use-cases/person/named.ts";
import { personOrNew } from "#functions/use-cases/person/person-or-new.ts";
import { accountName, chosenGrant, grantIn, placeIn } from "./chosen.ts";

/** Associates somebody with a Smart Account, by address, with role and scope (src/domain/README.md 5.6). */
export const associateInAccount = command({
  action: "accountPerson.associate",
  repeated: ["scope"],

  input: ({ domain = "", ...fields }) => ({ domain, ...newAddress(fields), chosen: chosenGrant(fields) }),

  load: ({ domain, email }, context) => ({
    ...accountPlace(domain, context),
    parts: virtualAccountsOf(accountIdOf(domain)),
    known: personByEmail(email),
    held: rolesInAccount(idByEmail(email), accountIdOf(domain)),
  }),

  attempt: attemptInAccount,

  decide: (actor, loaded, { email, chosen, ...input }, context) => {
    const { person: me, account, ...at } = actingInAccount(actor, loaded, "accountPerson.associate");
    const grant = grantIn(chosen, loaded.parts);
    const next = accountAddress(at.domain, "people");
    const language = input.language ?? me.language ?? context.language;
    const { person, writes } = personOrNew({ email, language }, loaded.known, context);
    const to = {
      accountId: account.id,
      personId: person.id,
      held: loaded.held,
      originId: context.operationId,
    };
    const given = grantRoles(grant, to, context);
    if (!given.writes.length) return { next };
    return {
      next,
      writes: [mustHold(administersAccount(me.id, account.id)), ...writes, ...given.writes],
      audit: given.audit,
      mail: [
        {
          template: "access-changed",
          to: person,
          priority: "tell",
          params: {
            organization: placeIn(accountName(at), grant, loaded.parts),
            by: me.name,
            given: [grant.role],
            ended: [],
          },
        },
      ],
    };
  },
});
