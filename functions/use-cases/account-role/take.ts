import { accountIdOf } from "#db/queries/account.ts";
import { accountAdministrators, rolesInAccount } from "#db/queries/account-role.ts";
import { virtualAccountsOf } from "#db/queries/virtual-account.ts";
import { idByEmail, personByEmail } from "#db/queries/person.ts";
import { invalid } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { accountPlace, actingInAccount, attemptInAccount } from "#functions/use-cases/account/place.ts";
import { accountName, chosenGrant, grantIn, placeIn } from "#functions/use-cases/account-person/chosen.ts";
import { command } from "#functions/use-cases/command.ts";
import { knownAddress } from "#functions/use-cases/person/named.ts";
import { endRoles } from "./end.ts";

/** Takes a role from somebody, in the whole Smart Account or in some parts of it (product.md 5.6). */
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

  decide: (actor, { known: [known], held, parts, administrators, ...place }, { chosen }, context) => {
    const { person: me, account, ...at } = actingInAccount(actor, place, "accountRole.take");
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
