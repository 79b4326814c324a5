import { mustHold } from "#db/client.ts";
import { accountIdOf } from "#db/queries/account.ts";
import { accountAdministrators, holdsRoles, rolesInAccount } from "#db/queries/account-role.ts";
import { idByEmail, personByEmail } from "#db/queries/person.ts";
import { invalid } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { endRoles } from "#functions/consequences/role/end-in-account.ts";
import { accountPlace, actingInAccount, attemptInAccount } from "#functions/rights/account.ts";
import { command } from "#functions/command/command.ts";
import { knownAddress } from "#functions/input/address.ts";
import { accountName } from "#functions/input/grant.ts";

/** Removes somebody from a Smart Account: ends every role in it and in its parts; never the last administrator. */
export const removeFromAccount = command({
  action: "accountPerson.remove",

  input: ({ domain = "", ...fields }) => ({ domain, email: knownAddress(fields) }),

  load: ({ domain, email }, context) => ({
    ...accountPlace(domain, context),
    known: personByEmail(email),
    held: rolesInAccount(idByEmail(email), accountIdOf(domain)),
    administrators: accountAdministrators(accountIdOf(domain)),
  }),

  attempt: attemptInAccount,

  allow: (actor, loaded) => actingInAccount(actor, loaded, "accountPerson.remove"),

  decide: ({ person: me, account, ...at }, { known: [known], held: roles, administrators }, _, context) => {
    if (!known) throw invalid({ email: { key: "account.people.errors.notHere" } });
    const next = known.id === me.id ? "accounts" : accountAddress(at.domain, "people");
    if (!roles.length) return { next };
    const person = known;
    const { writes, ...follows } = endRoles(
      { me, account, person, roles, administrators, place: accountName(at) },
      context,
    );
    return {
      next,
      writes: [mustHold(holdsRoles(person.id, account.id, roles.length)), ...writes],
      ...follows,
    };
  },
});
