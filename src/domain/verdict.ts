import { domainOf, isWithin } from "./email.ts";
import type { Phrase } from "./act.ts";
import type { ReviewReason } from "./review.ts";

/** What speaks for a review's matter, or against it, in one line. */
export interface Verdict {
  readonly speaks: "for" | "against";
  readonly says: Phrase;
}

/** What is known of a matter that an agent reviews. */
export interface Known {
  readonly reasons: readonly ReviewReason[];
  readonly email: string | null;
  readonly confirmed: boolean;
  readonly disabled: boolean;
  /** Contract, person and device go together today; null: there is no contract. */
  readonly proven: boolean | null;
  /** The organization asked for, with the domains known for it and for those above. */
  readonly organization: { readonly name: string; readonly domains: readonly string[] } | null;
  /** How many administer it, or something above it. */
  readonly administrators: number;
  /** How often the same person was refused before. */
  readonly refused: number;
  /** Of the Smart Account asked for: whether the address is in its domain. */
  readonly account: { readonly sameDomain: boolean } | null;
  readonly identifier: {
    readonly identifier: string;
    readonly authorizer: { readonly sameDomain: boolean } | null;
    readonly taken: boolean;
    readonly requesterThere: boolean;
    readonly knownFor: readonly string[];
    readonly accounts: number;
  } | null;
}

const line = (speaks: Verdict["speaks"], says: Phrase): Verdict => ({ speaks, says });

/** What an agent should see first, the worst on top: what made it a review, then what holds and what does not. */
export function verdictsOn(known: Known): readonly Verdict[] {
  const { email, organization } = known;
  const all = [
    ...known.reasons.map((reason) => line("against", { key: `reviews.reasons.${reason}` })),
    ...(known.disabled ? [line("against", { key: "reviews.one.disabled" })] : []),
    ...(known.refused > 0
      ? [line("against", { key: "reviews.verdicts.refused", params: { count: known.refused } })]
      : []),
    ...(known.proven === null
      ? []
      : [
          line(known.proven ? "for" : "against", {
            key: `reviews.proof.${known.proven ? "holds" : "fails"}`,
          }),
        ]),
    ...(email === null ? [] : aboutAddress(email, known)),
    ...(organization ? aboutAdministrators(organization, known) : []),
    ...(known.account ? [requesterIs(known.account.sameDomain)] : []),
    ...(known.identifier ? aboutIdentifier(known.identifier) : []),
  ];
  return all.toSorted((one, other) => Number(one.speaks === "for") - Number(other.speaks === "for"));
}

function aboutAddress(email: string, { organization, confirmed }: Known): readonly Verdict[] {
  const domain = domainOf(email);
  const isKnown = organization?.domains.some((one) => isWithin(domain, one));
  return [
    ...(confirmed ? [] : [line("against", { key: "reviews.verdicts.unconfirmed" })]),
    ...(organization && isKnown
      ? [
          line("for", {
            key: "reviews.verdicts.domainKnown",
            params: { domain, organization: organization.name },
          }),
        ]
      : []),
    ...(organization?.domains.length === 0
      ? [line("against", { key: "reviews.verdicts.noDomains", params: { organization: organization.name } })]
      : []),
  ];
}

const aboutAdministrators = (
  { name: organization }: NonNullable<Known["organization"]>,
  { administrators: count }: Known,
) => [
  count === 0
    ? line("for", { key: "reviews.verdicts.nobody", params: { organization } })
    : line("against", { key: "reviews.verdicts.somebody", params: { organization, count } }),
];

const requesterIs = (there: boolean) =>
  line(there ? "for" : "against", { key: `reviews.verdicts.requester${there ? "There" : "Elsewhere"}` });

const aboutIdentifier = (of: NonNullable<Known["identifier"]>) => [
  ...(of.taken ? [line("against", { key: "reviews.errors.identifierTaken" })] : []),
  ...(of.authorizer
    ? [
        line(of.authorizer.sameDomain ? "for" : "against", {
          key: `reviews.verdicts.authorizer${of.authorizer.sameDomain ? "There" : "Elsewhere"}`,
        }),
      ]
    : []),
  requesterIs(of.requesterThere),
  ...(of.knownFor.length
    ? [line("against", { key: "reviews.verdicts.knownFor", params: { names: of.knownFor.join(", ") } })]
    : []),
  ...(of.accounts
    ? [line("against", { key: "reviews.verdicts.accounts", params: { count: of.accounts } })]
    : []),
];
