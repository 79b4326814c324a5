import { accountAdministrators, holdsRoles } from "#db/queries/account-role.ts";
import { accountIdOf } from "#db/queries/account.ts";
import { invalid } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { command } from "#functions/command/command.ts";
import { hold, together } from "#functions/command/consequences.ts";
import { endRoles } from "#functions/consequences/role/end-in-account.ts";
import { knownAddress } from "#functions/input/address.ts";
import { accountName } from "#functions/input/grant.ts";
import { attemptIn, inAccount } from "#functions/rights/place.ts";
import { memberRecords } from "#functions/standing/member.ts";

/** Removes somebody from a Smart Account: ends every role in it and in its parts; never the last administrator. */
export const removeFromAccount = command({
  action: "accountPerson.remove",

  input: ({ domain = "", ...fields }) => ({ domain, email: knownAddress(fields) }),

  load: (named, context) => ({
    ...memberRecords(named, context),
    administrators: accountAdministrators(accountIdOf(named.domain)),
  }),

  attempt: attemptIn,

  allow: inAccount("accountPerson.remove"),

  decide: (by, { known: [person], held: roles, administrators }, _, context) => {
    if (!person) throw invalid({ email: { key: "account.people.errors.notHere" } });
    const { place } = by;
    const next = person.id === by.person.id ? "accounts" : accountAddress(place.domain, "people");
    if (!roles.length) return { next };
    return {
      next,
      ...together(
        hold(holdsRoles(person.id, place.id, roles.length)),
        endRoles(by, { person, roles, administrators, where: accountName(place) }, context),
      ),
    };
  },
});
