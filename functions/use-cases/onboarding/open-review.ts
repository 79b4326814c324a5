import { mustChange } from "../../../db/client.ts";
import { endLinks, moveRegistration } from "../../../db/queries/registration.ts";
import { addReview } from "../../../db/queries/review.ts";
import type { ReviewReason } from "../../../src/domain/assessment.ts";
import { newId, type RegistrationId, type ReviewId } from "../../../src/domain/ids.ts";
import { limits } from "../../../src/domain/limits.ts";
import type { Context, Person } from "../../context.ts";
import { agentsAmong, type KnownAgents } from "../review/agents.ts";
import type { Result } from "../../../db/builder.ts";
import { type asked, countAsking } from "./asking.ts";
import type { Accepted } from "../command.ts";

interface Case {
  readonly person: Person;
  readonly registration: { id: RegistrationId; state: "draft" };
  /** Null when none of those listed was the right one. */
  readonly organization: { id: string; name: string } | null;
  readonly reasons: readonly ReviewReason[];
  readonly known: KnownAgents;
  readonly asked: Result<ReturnType<typeof asked>>;
}

/** Hands a registration to an agent, who has 24 hours; the person and every agent are told (product.md 2.6). */
export function openReview(
  { person, registration, organization, reasons, known, asked: today }: Case,
  context: Context,
): Accepted {
  const { now, settings } = context;
  const reviewId = newId<ReviewId>();
  const dueAt = now + limits.review.answerWithin;
  const organizationId = organization?.id;
  return {
    next: "onboarding/status",
    writes: [
      countAsking(today, person.id, context),
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
      ...agentsAmong(settings.agents, known).map((to) => ({
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
