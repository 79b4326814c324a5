import { addReview } from "#db/queries/review.ts";
import { newId, type OrganizationId, type PersonId, type ReviewId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import type { ReviewKind, ReviewReason } from "#src/domain/review.ts";
import type { Context } from "#functions/context/context.ts";
import type { Accepted } from "#functions/command/command.ts";
import { agentsAmong, type KnownAgents } from "#functions/rights/agent.ts";

interface Case {
  readonly kind: ReviewKind;
  /** What it decides on, by its kind. */
  readonly subjectId: string;
  /** Whom it is about; null for an organization that nobody administers. */
  readonly person: { readonly id: PersonId; readonly name: string; readonly email: string } | null;
  readonly organizationId?: OrganizationId | null;
  /** What agents read in the subject line: an organization or an account; null when none was named. */
  readonly placeName: string | null;
  readonly reasons: readonly ReviewReason[];
}

/** Puts something into the agents' queue, with a clock; every agent is told (src/domain/README.md 2.6). */
export function openReview(
  { kind, subjectId, person, organizationId = null, placeName, reasons }: Case,
  known: KnownAgents,
  { now, settings }: Context,
): Pick<Accepted, "writes" | "audit" | "mail"> & { readonly dueAt: number } {
  const id = newId<ReviewId>();
  const dueAt = now + limits.review.answerWithin;
  return {
    dueAt,
    writes: [
      addReview({
        id,
        kind,
        subjectId,
        personId: person?.id ?? null,
        organizationId,
        reasons,
        state: "open",
        dueAt,
        createdAt: now,
      }),
    ],
    audit: [{ subjectId: id, organizationId, to: "open" }],
    mail: agentsAmong(settings.agents, known).map((to) => ({
      template: "review-waiting" as const,
      to,
      params: {
        reviewId: id,
        kind,
        name: person?.name ?? null,
        email: person?.email ?? null,
        place: placeName,
        reasons,
        dueAt,
      },
    })),
  };
}
