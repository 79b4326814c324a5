import { accountIdOf } from "#db/queries/account.ts";
import { accountAdministrators, rolesInAccount } from "#db/queries/account-role.ts";
import { virtualAccountsOf } from "#db/queries/virtual-account.ts";
import { idByEmail, personByEmail } from "#db/queries/person.ts";
import { invalid } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { accountPlace, actingInAccount, attemptInAccount } from "#functions/rights/account.ts";
import { accountName, chosenGrant, grantIn, placeIn } from "#functions/input/grant.ts";
import { command } from "#functions/command/command.ts";
import { knownAddress } from "#functions/input/address.ts";
import { endRoles } from "#functions/consequences/role/end-in-account.ts";

/** Takes a role from somebody, in the whole Smart Account or in some parts of it (src/domain/README.md 5.6). */
export const takeAccountRole = command({
  action: "accountRole.take",
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
    administrators: accountAdministrators(accountIdOf(domain)),
  }),

  attempt: attemptInAccount,

  allow: (actor, loaded) => actingInAccount(actor, loaded, "accountRole.take"),

  decide: (
    { person: me, account, ...at },
    { known: [known], held, parts, administrators },
    { chosen },
    context,
  ) => {
    const grant = grantIn(chosen, parts);
    const roles = held.filter(
      ({ role, virtualAccountId }) =>
        role === grant.role && grant.virtualAccountIds.includes(virtualAccountId),
    );
    if (!known) throw invalid({ email: { key: "account.people.errors.notHere" } });
    const own = known.id === me.id;
    const next = accountAddress(at.domain, "people");
    if (!roles.length) return { next };
    const person = known;
    const named = placeIn(accountName(at), grant, parts);
    return {
      next: own ? "accounts" : next,
      ...endRoles({ me, account, person, roles, administrators, place: named }, context),
    };
  },
});
