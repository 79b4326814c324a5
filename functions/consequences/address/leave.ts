import type { AccountLeft, PlaceLeft } from "#db/queries/address-left.ts";
import { domainOf, isWithin } from "#src/domain/email.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { type Consequences, recordedAs, tell, together } from "#functions/command/consequences.ts";
import { openReview } from "#functions/consequences/review/open.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { KnownAgents } from "#functions/rights/agent.ts";

interface Leaving {
  readonly person: Person;
  readonly from: string;
  readonly to: string;
  readonly places: readonly PlaceLeft[];
  readonly accounts: readonly AccountLeft[];
}

/**
 * The new address is another company's: those who decide in each place are told, who can end the access there; where nobody
 * else decides, an agent does (src/domain/README.md 2.8). Until then nothing ends. Of a Smart Account its other administrators
 * are told. Where others have given all that is held nobody is told: it stays with the old address.
 */
export function leaveCompany(
  { person, from, to, places, accounts }: Leaving,
  known: KnownAgents,
  context: Context,
): Consequences {
  const told = places.flatMap(({ email, name, language, organization, organizationId }) =>
    email === null
      ? []
      : [
          tell(
            "address-left",
            { email, name, language },
            {
              organization,
              kind: "organization",
              address: organizationAddress(organizationId, "people"),
              from,
              to,
            },
          ),
        ],
  );
  const toldInAccounts = accounts.flatMap(({ email, accepted, name, language, domain, account }) =>
    email === null
      ? []
      : [
          tell(
            "address-left",
            { email, name, language },
            {
              organization: account,
              kind: "account",
              address: accountAddress(domain, "people"),
              from,
              to,
              unasked: accepted !== 1 && !isWithin(domainOf(email), domain),
            },
          ),
        ],
  );
  const alone = places.filter(({ email, reviewed }) => email === null && !reviewed);
  return together(
    told,
    toldInAccounts,
    alone.map(({ heldId, organizationId, organization }) => {
      const review = openReview(
        {
          kind: "addressLeft",
          subjectId: heldId,
          person: { ...person, email: to },
          organizationId,
          placeName: organization,
          reasons: ["addressLeft"],
        },
        known,
        context,
      );
      return [
        recordedAs("address.leave", review),
        tell(
          "under-review",
          { ...person, email: to },
          { place: organization, dueAt: review.dueAt, left: true, address: "profile/address" },
        ),
      ];
    }),
  );
}
