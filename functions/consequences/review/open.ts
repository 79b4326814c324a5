import { addReview, casesTold } from "#db/queries/review.ts";
import { companyDomain } from "#src/domain/domain-identifier.ts";
import { domainOf } from "#src/domain/email.ts";
import type { OrganizationId, PersonId, ReviewId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import type { ReviewKind, ReviewReason } from "#src/domain/review.ts";
import { type Consequences, record, tell, together, write } from "#functions/command/consequences.ts";
import type { Context } from "#functions/context/context.ts";
import type { KnownAgents } from "#functions/rights/agent.ts";

interface Opening {
  readonly kind: Exclude<ReviewKind, "feedback">;
  /** What it decides on, by its kind. */
  readonly subjectId: string;
  /** Whom it is about; null for an organization that nobody administers. */
  readonly person: { readonly id: PersonId; readonly name: string; readonly email: string } | null;
  readonly organizationId?: OrganizationId | null;
  /** What agents read in the subject line: an organization or an account; null when none was named. */
  readonly placeName: string | null;
  readonly reasons: readonly ReviewReason[];
  /** Another identifier that is asked for, and why. */
  readonly wanted?: string;
  readonly answer?: string;
}

/**
 * Puts something into the agents' queue, with a clock (src/domain/README.md 2.6). Every agent is told; of more than
 * a few cases of one domain in a short time by one message a while later (`functions/use-cases/review/tell-waiting.ts`), and
 * so of all but the first that the portal itself opens in its run.
 */
export function openReview(
  { kind, subjectId, person, organizationId = null, placeName, reasons, wanted, answer }: Opening,
  known: KnownAgents,
  { now, newId, session }: Pick<Context, "now" | "newId" | "session">,
): Consequences & { readonly dueAt: number } {
  const id = newId<ReviewId>();
  const personId = person?.id ?? null;
  const dueAt = now + limits.review.answerWithin;
  const domain = person && companyDomain(domainOf(person.email));
  const toldNow =
    session === "system"
      ? known[0]?.toldAny !== 1
      : domain === null || casesTold(known, domain) < limits.review.toldAtOnce;
  const own = { domain, toldAt: toldNow ? now : null };
  const row = {
    ...own,
    id,
    kind,
    subjectId,
    personId,
    organizationId,
    reasons,
    wanted,
    answer,
    dueAt,
    createdAt: now,
  };
  const params = {
    reviewId: id,
    kind,
    name: person?.name ?? null,
    email: person?.email ?? null,
    place: placeName,
    reasons,
    dueAt,
  };
  return {
    dueAt,
    ...together(
      write(addReview({ ...row, state: "open" })),
      record({ subjectId: id, organizationId, to: "open" }),
      toldNow && known.map((to) => tell("review-waiting", to, params)),
    ),
  };
}
