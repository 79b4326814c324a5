import { mustChange } from "#db/client.ts";
import type { Result } from "#db/builder.ts";
import { endLinks } from "#db/queries/link.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import type { OrganizationId, RegistrationId } from "#src/domain/ids.ts";
import type { ReviewReason } from "#src/domain/review.ts";
import type { Context, Person } from "#functions/context.ts";
import type { Accepted } from "#functions/use-cases/command.ts";
import type { KnownAgents } from "#functions/use-cases/review/agents.ts";
import { openReview } from "#functions/use-cases/review/open.ts";
import { type asked, countAsking } from "./asking.ts";

interface Case {
  readonly person: Person;
  readonly registration: { id: RegistrationId; state: "draft" };
  /** Null when none of those listed was the right one. */
  readonly organization: { id: OrganizationId; name: string } | null;
  readonly reasons: readonly ReviewReason[];
  readonly known: KnownAgents;
  readonly asked: Result<ReturnType<typeof asked>>;
}

/** Hands a registration to an agent; the person is told until when (product.md 2.6). */
export function assessByAgent(
  { person, registration, organization, reasons, known, asked: today }: Case,
  context: Context,
): Accepted {
  const { now } = context;
  const organizationId = organization?.id;
  const review = openReview(
    {
      kind: "registration",
      subjectId: registration.id,
      person,
      organizationId,
      placeName: organization?.name ?? null,
      reasons,
    },
    known,
    context,
  );
  return {
    next: "onboarding/status",
    writes: [
      countAsking(today, person.id, context),
      mustChange(moveRegistration(registration, "assess", { changedAt: now })),
      endLinks("confirmAddress", registration.id, now),
      ...review.writes,
    ],
    audit: [
      { subjectId: registration.id, organizationId, from: "draft", to: "underReview" },
      ...review.audit,
    ],
    mail: [
      { template: "under-review", to: person, priority: "tell", params: { dueAt: review.dueAt } },
      ...review.mail,
    ],
  };
}
