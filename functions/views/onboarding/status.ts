import type { Administrator } from "#db/queries/administrator.ts";
import { liveLinks } from "#db/queries/link.ts";
import { onboardingRecords, outcomeRecords } from "#db/queries/onboarding.ts";
import { reasonsOf } from "#db/queries/review.ts";
import { rolesOfPerson } from "#db/queries/role.ts";
import { seatsOfPerson } from "#db/queries/seat.ts";
import { isAssessmentReason } from "#src/domain/assessment.ts";
import { masked } from "#src/domain/email.ts";
import { window } from "#src/domain/limits.ts";
import type { RegistrationState } from "#src/domain/registration.ts";
import { counts } from "#src/domain/seat.ts";
import { reviewTimeline } from "#src/domain/timeline.ts";
import { asker, askerEmail, type Loaded, query, signedIn } from "#functions/command/query.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { ownQuestion, type Standing, standing } from "#functions/standing/onboarding.ts";
import { reclaimRecords } from "#functions/standing/reclaim.ts";
import { following, requestView } from "#functions/views/request/access.ts";
import { administratorView } from "./administrator.ts";
import { reclaimView } from "./reclaim.ts";
import { setUp, setUpView } from "./set-up.ts";

const load = (_: unknown, context: Context) => ({
  ...onboardingRecords(ownQuestion(context)),
  ...outcomeRecords(ownQuestion(context)),
  ownRoles: rolesOfPerson(asker(context)),
  ownSeats: seatsOfPerson(asker(context)),
  ...setUp(context),
  links: liveLinks(askerEmail(context), context.now),
  ...reclaimRecords(ownQuestion(context)),
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
      setUp: setUpView(loaded, context),
      ...face(at, loaded, person, context),
    };
  },
});

/** Those in office in the nearest organization that has somebody, in their order. */
function nearest(administrators: readonly Administrator[]) {
  const inOffice = administrators.filter(counts);
  return inOffice.filter(({ distance }) => distance === inOffice[0]!.distance);
}

/** What the page shows in each state of a registration. */
function face(at: Standing, loaded: Loaded<ReturnType<typeof load>>, person: Person, context: Context) {
  const { now } = context;
  const { registration, answers, organizationName } = at;
  const [review] = loaded.review;
  const [own] = [...loaded.ownSeats, ...loaded.ownRoles];
  const held = at.accessHeld?.name ?? own?.organizationName ?? "";
  const state: RegistrationState | null = registration?.state ?? null;
  if (state === "administrator" && now < registration!.changedAt + window.day) {
    const seat = loaded.ownSeats.find(({ organizationId }) => organizationId === answers.organizationId);
    return {
      state,
      organizationId: seat?.organizationId ?? null,
      organization: seat?.organizationName ?? held,
    };
  }
  if (state === "requested") {
    const [request] = loaded.request;
    return {
      state,
      request: following(request!, loaded.links, context),
      reclaim: reclaimView(loaded, person, now),
      administrators: nearest(loaded.deciders).map(({ name, email }) => ({ name, email: masked(email) })),
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
      timeline: reviewTimeline({ ...review!, asked: review!.state === "waiting" }, now),
    };
  const [settled] = loaded.request;
  if (settled && state === "denied") return { state, request: requestView(settled) };
  if (settled && state === "granted" && held) return { state, request: requestView(settled) };
  if (state === "refused")
    return { state, at: review?.decidedAt ?? registration!.changedAt, reason: review?.comment ?? "" };
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
