import { administratorsSeenBy, rolesOfAsker } from "#db/queries/account-role.ts";
import { accountIdOf, activeAccount } from "#db/queries/account.ts";
import { figuresOf } from "#db/queries/place-figures.ts";
import { masked } from "#src/domain/email.ts";
import { knownName } from "#src/domain/known-name.ts";
import { asker, askerEmail, query } from "#functions/command/query.ts";
import { accountRealmFor } from "#functions/rights/place.ts";
import { placeFigures } from "#functions/views/place/figures.ts";
import { heading, inPart, partRecords } from "#functions/views/place/part.ts";

/** A Smart Account as whoever has a role in it may know it; only its administrators read addresses in full. */
export const accountOverviewPage = query({
  load: ({ domain }: { domain: string }, context) => ({
    ...partRecords({ domain }, "", context),
    account: activeAccount(domain),
    own: rolesOfAsker(asker(context), accountIdOf(domain)),
    administrators: administratorsSeenBy(askerEmail(context), accountIdOf(domain)),
    figures: figuresOf(
      accountRealmFor(domain, "accountPerson.associate", context),
      accountRealmFor(domain, "accountRequest.decide", context),
    ),
  }),
  view: (actor, loaded, _, context) => {
    const at = inPart(actor, loaded, "");
    const account = loaded.account[0]!;
    const { companyName, country, address, address2, city, region, postalCode } = account;
    const manages = at.may("account.manage");
    return {
      ...heading(at),
      face: manages ? ("manager" as const) : ("reader" as const),
      company: { companyName, country, address, address2, city, region, postalCode },
      type: account.kind,
      activatedAt: account.activatedAt,
      roles: loaded.own,
      figures: placeFigures(
        loaded.figures,
        manages ? loaded.administrators.length : undefined,
        at.may,
        context,
      ),
      /** Nobody else decides. */
      alone: manages && loaded.administrators.length === 1,
      administrators: loaded.administrators.map(({ personId, email, ...one }) => ({
        name: knownName({ email, ...one }, at.person) || masked(email),
        email: manages ? email : masked(email),
        own: personId === at.person.id,
      })),
    };
  },
});
