import { mustChange } from "../../../db/client.ts";
import { endLinks, moveRegistration, openReview as addReview } from "../../../db/queries/registration.ts";
import type { ReviewReason } from "../../../src/domain/assessment.ts";
import { newId, type RegistrationId, type ReviewId } from "../../../src/domain/ids.ts";
import { limits } from "../../../src/domain/limits.ts";
import { readersByEmail } from "../../../db/queries/person.ts";
import type { Context, Person } from "../../context.ts";
import type { Reader } from "../../emails/mail.ts";
import type { Accepted } from "../command.ts";

interface Case {
  readonly person: Person;
  readonly registration: { id: RegistrationId; state: "draft" };
  /** Null when none of those listed was the right one. */
  readonly organization: { id: string; name: string } | null;
  readonly reasons: readonly ReviewReason[];
  /** Of the agents, those who have a profile: they read in its language. */
  readonly known: readonly { email: string; name: string; language: string | null }[];
}

/** What the review needs besides the records of onboarding. */
export const knownAgents = ({ settings }: Context) => ({ known: readersByEmail(settings.agents) });

/** Hands a registration to an agent, who has 24 hours; the person and every agent are told (product.md 2.6). */
export function openReview(
  { person, registration, organization, reasons, known }: Case,
  context: Context,
): Accepted {
  const { now, settings } = context;
  const reviewId = newId<ReviewId>();
  const dueAt = now + limits.review.answerWithin;
  const organizationId = organization?.id;
  const agents = settings.agents.map(
    (email) =>
      (known.find((reader) => reader.email === email) ?? { email, name: "", language: null }) as Reader,
  );
  return {
    next: "onboarding/status",
    writes: [
      mustChange(moveRegistration(registration, "assess", now)),
      endLinks("confirmAddress", registration.id, now),
      addReview({
        id: reviewId,
        registrationId: registration.id,
        organizationId,
        reasons,
        state: "open",
        dueAt,
        createdAt: now,
      }),
    ],
    audit: [
      { subjectId: registration.id, organizationId, from: "draft", to: "underReview" },
      { subjectId: reviewId, organizationId, to: "open" },
    ],
    mail: [
      { template: "under-review", to: person, priority: "tell", params: { dueAt } },
      ...agents.map((to) => ({
        template: "review-waiting" as const,
        to,
        priority: "decide" as const,
        params: {
          reviewId,
          name: person.name,
          email: person.email,
          organization: organization?.name ?? null,
          reasons,
          dueAt,
        },
      })),
    ],
  };
}
