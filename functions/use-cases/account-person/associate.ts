import { mustHold } from "#db/client.ts";
import { accountIdOf } from "#db/queries/account.ts";
import { administersAccount, rolesInAccount } from "#db/queries/account-role.ts";
import { virtualAccountsOf } from "#db/queries/virtual-account.ts";
import { idByEmail, personByEmail } from "#db/queries/person.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { accountPlace, actingInAccount, attemptInAccount } from "#functions/rights/account.ts";
import { grantRoles } from "#functions/consequences/role/grant-in-account.ts";
import { command } from "#functions/command/command.ts";
import { newAddress } from "#functions/input/address.ts";
import { personOrNew } from "#functions/consequences/person.ts";
import { accountName, chosenGrant, grantIn, placeIn } from "#functions/input/grant.ts";

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

  allow: (actor, loaded) => actingInAccount(actor, loaded, "accountPerson.associate"),

  decide: ({ person: me, account, ...at }, loaded, { email, chosen, ...input }, context) => {
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
