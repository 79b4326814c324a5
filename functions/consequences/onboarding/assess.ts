import { mustChange } from "#db/client.ts";
import { endLinks } from "#db/queries/link.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import type { OrganizationId, RegistrationId } from "#src/domain/ids.ts";
import type { ReviewReason } from "#src/domain/review.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Accepted } from "#functions/command/command.ts";
import type { KnownAgents } from "#functions/rights/agent.ts";
import { openReview } from "#functions/consequences/review/open.ts";
import type { Tries } from "#functions/quotas/quota.ts";
import { askingSomebody } from "#functions/quotas/quotas.ts";

interface Case {
  readonly person: Person;
  readonly registration: { id: RegistrationId; state: "draft" };
  /** Null when none of those listed was the right one. */
  readonly organization: { id: OrganizationId; name: string } | null;
  readonly reasons: readonly ReviewReason[];
  readonly known: KnownAgents;
  /** How often this person made somebody decide. */
  readonly tries: Tries<"ask">;
}

/** Hands a registration to an agent; the person is told until when (src/domain/README.md 2.6). */
export function assessByAgent(
  { person, registration, organization, reasons, known, tries }: Case,
  context: Context,
): Accepted {
  const counted = askingSomebody.take(tries, { ask: person.id }, context);
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
      ...counted.writes,
      mustChange(moveRegistration(registration, "assess", { changedAt: now })),
      endLinks("confirmAddress", registration.id, now),
      ...review.writes,
    ],
    audit: [
      { subjectId: registration.id, organizationId, from: "draft", to: "underReview" },
      ...review.audit,
    ],
    mail: [{ template: "under-review", to: person, params: { dueAt: review.dueAt } }, ...review.mail],
  };
}
