import { onboardingRecords, questionOf } from "../../../db/queries/onboarding.ts";
import { rolesOfPerson, seatsOfPerson } from "../../../db/queries/seat.ts";
import { reasonsOf } from "../../../db/queries/review.ts";
import { isAssessmentReason } from "../../../src/domain/assessment.ts";
import { masked } from "../../../src/domain/email.ts";
import { window } from "../../../src/domain/limits.ts";
import type { RegistrationState } from "../../../src/domain/registration.ts";
import { reclaimRecords } from "../reclaim/reclaim.ts";
import { reclaimView } from "../reclaim/view.ts";
import { requestView } from "../access-request/pages.ts";
import { asker, type Loaded, query, signedIn } from "../query.ts";
import type { Context, Person } from "../../context.ts";
import { administratorView } from "./administrator.ts";
import { type Standing, standing } from "./standing.ts";

const load = (_: unknown, context: Context) => ({
  ...onboardingRecords(questionOf(asker(context))),
  ownRoles: rolesOfPerson(asker(context)),
  ownSeats: seatsOfPerson(asker(context)),
  ...reclaimRecords(questionOf(asker(context))),
});

/** Where my registration stands, whatever its state and in whatever browser one comes back. */
export const statusPage = query({
  load,
  view: (actor, loaded, _, context) => {
    const person = signedIn(actor);
    const at = standing(loaded, person, context);
    return {
      name: person.name,
      email: person.email,
      contractNumber: at.answers.contractNumber ?? "",
      serialNumber: at.answers.serialNumber ?? "",
      current: at.current,
      ...face(at, loaded, person, context),
    };
  },
});

/** What the page shows in each state of a registration. */
function face(at: Standing, loaded: Loaded<ReturnType<typeof load>>, person: Person, { now }: Context) {
  const { registration, review, answers, organizationName } = at;
  const [own] = [...loaded.ownSeats, ...loaded.ownRoles];
  const held = at.accessHeld ? organizationName(at.accessHeld.organizationId) : (own?.organizationName ?? "");
  const state: RegistrationState | null = registration?.state ?? null;
  if (state === "administrator" && now < registration!.changedAt + window.day) {
    const seat = loaded.ownSeats.find(({ organizationId }) => organizationId === answers.organizationId);
    return { state, organization: seat?.organizationName ?? held };
  }
  if (state === "requested") {
    const [request] = loaded.request;
    return {
      state,
      request: requestView(request!),
      reclaim: reclaimView(loaded, person, now),
      administrators: loaded.seats
        .filter(({ organizationId }) => organizationId === request!.organizationId)
        .map(({ name, email }) => ({ name, email: masked(email) })),
    };
  }
  if (state === "underReview")
    return {
      state: "review" as const,
      organization: organizationName(review!.organizationId ?? ""),
      reasons: reasonsOf(review!).filter(isAssessmentReason),
      asked: review!.state === "waiting",
      answered: review!.answered === 1,
      dueAt: review!.dueAt,
      late: review!.dueAt < now,
      receivedAt: review!.createdAt,
    };
  if (held && (state !== "draft" || at.accessHeld))
    return { state: "accessHeld" as const, organization: held };
  if (state === "withdrawn") return { state, at: registration!.changedAt };
  if (state !== "draft") return { state: "none" as const };
  if (at.administrator)
    return {
      state: "administratorExists" as const,
      administrator: administratorView(at.administrator, organizationName),
    };
  if (at.current === "check-email")
    return { state: "waitingForConfirmation" as const, organization: at.chosen!.name };
  return { state: "inProgress" as const };
}
