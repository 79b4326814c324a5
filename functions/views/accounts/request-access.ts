import { openRequestFor } from "#db/queries/access-request.ts";
import { accountIdOf, activeAccount } from "#db/queries/account.ts";
import { holdingsIn } from "#db/queries/right.ts";
import { isPersonalEmail } from "#src/domain/email.ts";
import { asker, query, signedIn } from "#functions/command/query.ts";
import { counting } from "#functions/rights/place.ts";
import { hasFound } from "#functions/standing/account-found.ts";

interface Asked {
  /** The identifier in the address, or the one typed. */
  readonly domain: string;
  readonly proof: string;
}

/** Where access to a Smart Account is asked: profile, identifier, then the reason (src/domain/README.md 5.2). */
export const requestAccessPage = query({
  load: ({ domain }: Asked, context) => ({
    account: activeAccount(domain),
    holds: holdingsIn(asker(context), { accountId: accountIdOf(domain) }),
    open: openRequestFor(asker(context), accountIdOf(domain)),
  }),
  view: (actor, { account: [account], holds, open }, { domain, proof }, context) => {
    const { name, email, company, phone, ...person } = signedIn(actor);
    const profile = { name, email, company, phone };
    if (isPersonalEmail(email)) return { face: "personalEmail" as const, profile };
    if (!account || !hasFound(domain, proof, person, context))
      return { face: "identifier" as const, profile, domain };
    const found = { profile, domain, proof, name: account.name ?? "", kind: account.kind };
    if (holds.length) return { ...found, face: "held" as const, roles: counting(holds) };
    return open[0]
      ? { ...found, face: "open" as const, requestId: open[0].id }
      : { ...found, face: "reason" as const };
  },
});
