import { mustHold } from "#db/client.ts";
import { accountIdOf } from "#db/queries/account.ts";
import { administersAccount, rolesInAccount } from "#db/queries/account-role.ts";
import { virtualAccountsOf } from "#db/queries/virtual-account.ts";
import { idByEmail, isEnabled, personByEmail } from "#db/queries/person.ts";
import { invalid } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { accountPlace, actingInAccount, attemptInAccount } from "#functions/rights/account.ts";
import { accountName, chosenGrant, grantIn, placeIn } from "#functions/input/grant.ts";
import { command } from "#functions/command/command.ts";
import { knownAddress } from "#functions/input/address.ts";
import { grantRoles } from "#functions/consequences/role/grant-in-account.ts";

/** Gives one more role to somebody who has one in the Smart Account (src/domain/README.md 5.6). */
export const giveAccountRole = command({
  action: "accountRole.give",
  repeated: ["scope"],

  input: ({ domain = "", ...fields }) => ({
    domain,
    email: knownAddress(fields),
    chosen: chosenGrant(fields),
  }),

  load: ({ domain, email }, context) => ({
    ...accountPlace(domain, context),
    parts: virtualAccountsOf(accountIdOf(domain)),
    known: personByEmail(email),
    held: rolesInAccount(idByEmail(email), accountIdOf(domain)),
  }),

  attempt: attemptInAccount,

  allow: (actor, loaded) => actingInAccount(actor, loaded, "accountRole.give"),

  decide: ({ person: me, account, ...at }, loaded, { chosen }, context) => {
    const grant = grantIn(chosen, loaded.parts);
    const [person] = loaded.known;
    if (!person || !loaded.held.length) throw invalid({ email: { key: "account.people.errors.notHere" } });
    if (person.disabledAt !== null) throw invalid({ email: { key: "errors.personDisabled" } });
    const to = {
      accountId: account.id,
      personId: person.id,
      held: loaded.held,
      originId: context.operationId,
    };
    const given = grantRoles(grant, to, context);
    const next = accountAddress(at.domain, "people");
    if (!given.writes.length) return { next };
    return {
      next,
      writes: [
        mustHold(administersAccount(me.id, account.id)),
        mustHold(isEnabled(person.id)),
        ...given.writes,
      ],
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
