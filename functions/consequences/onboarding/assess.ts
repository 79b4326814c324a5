import { endLinks } from "#db/queries/link.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import { mailboxOf } from "#src/domain/email.ts";
import type { OrganizationId, RegistrationId } from "#src/domain/ids.ts";
import type { ReviewReason } from "#src/domain/review.ts";
import { type Consequences, move, tell, together, write } from "#functions/command/consequences.ts";
import { openReview } from "#functions/consequences/review/open.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { oneMoreCase, type OpenCases } from "#functions/quotas/open-cases.ts";
import type { Tries } from "#functions/quotas/quota.ts";
import { askingSomebody } from "#functions/quotas/quotas.ts";
import type { KnownAgents } from "#functions/rights/agent.ts";

interface Case extends Tries<"ask">, OpenCases {
  readonly person: Person;
  readonly registration: { readonly id: RegistrationId; readonly state: "draft" };
  /** Null when none of those listed was the right one. */
  readonly organization: { readonly id: OrganizationId; readonly name: string } | null;
  readonly reasons: readonly ReviewReason[];
  readonly known: KnownAgents;
}

/** Hands a registration to an agent; the person is told until when (src/domain/README.md 2.6). */
export function assessByAgent(
  { person, registration, organization, reasons, known, ...read }: Case,
  context: Context,
): Consequences {
  const counted = askingSomebody.take(read, { ask: mailboxOf(person.email) }, context);
  const { now } = context;
  const organizationId = organization?.id ?? null;
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
  return together(
    counted,
    oneMoreCase(read, person),
    move(moveRegistration, registration, "assess", { changedAt: now }, { organizationId }),
    write(endLinks("confirmAddress", registration.id, now)),
    tell("under-review", person, { place: organization?.name ?? null, dueAt: review.dueAt }),
    review,
  );
}
