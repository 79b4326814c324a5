import { accountIdOf } from "#db/queries/account.ts";
import { accountAdministrators, rolesOfAsker } from "#db/queries/account-role.ts";
import { masked } from "#src/domain/email.ts";
import { asker, query } from "#functions/command/query.ts";
import { accountHeading, accountPlace, allowedInAccount } from "#functions/rights/account.ts";

/** A Smart Account as whoever has a role in it may know it; only its administrators read addresses in full. */
export const accountOverviewPage = query({
  load: ({ domain }: { domain: string }, context) => ({
    ...accountPlace(domain, context),
    own: rolesOfAsker(asker(context), accountIdOf(domain)),
    administrators: accountAdministrators(accountIdOf(domain)),
  }),
  view: (actor, loaded) => {
    const at = allowedInAccount(actor, loaded, "account.read");
    const { companyName, country, address, address2, city, region, postalCode, kind, state, activatedAt } =
      at.account;
    const manages = at.may("account.manage");
    return {
      ...accountHeading(at),
      face: manages ? ("manager" as const) : ("reader" as const),
      company: { companyName, country, address, address2, city, region, postalCode },
      kind,
      state,
      activatedAt,
      roles: loaded.own,
      administrators: loaded.administrators.map(({ personId, name, email }) => ({
        name: name || masked(email),
        email: manages ? email : masked(email),
        own: personId === at.person.id,
      })),
    };
  },
});
