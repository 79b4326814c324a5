import { invitationTo } from "../../../db/queries/invitation.ts";
import { onboardingRecords, questionOf } from "../../../db/queries/onboarding.ts";
import { emailOf } from "../../../db/queries/person.ts";
import { rolesOfPerson, seatsOfPerson } from "../../../db/queries/seat.ts";
import { masked } from "../../../src/domain/email.ts";
import type { ReviewReason } from "../../../src/domain/assessment.ts";
import type { Actor, Context, Person } from "../../context.ts";
import { requestView } from "../access-request/pages.ts";
import { asker, Elsewhere, query, signedIn } from "../query.ts";
import { type OnboardingRecords, type Standing, standing } from "./standing.ts";

const load = (_: unknown, context: Context) => onboardingRecords(questionOf(asker(context)));

/** Whoever is not at this step (yet) is led to the current one. */
function visit(step: string, actor: Actor, loaded: OnboardingRecords, context: Context) {
  const person = signedIn(actor);
  const at = standing(loaded, person, context);
  if (!at.mayVisit(step)) throw new Elsewhere(`onboarding/${at.current}`);
  return { at, person };
}

const stepPage = <View>(step: string, view: (at: Standing, person: Person) => View) =>
  query({
    load,
    view: (actor, loaded, _, context) => {
      const { at, person } = visit(step, actor, loaded, context);
      return view(at, person);
    },
  });

/** Whoever was invited finds the numbers with which the inviter began. */
export const verifyPage = query({
  load: (_: unknown, context: Context) => ({
    ...load(_, context),
    invitation: invitationTo(emailOf(asker(context))),
  }),
  view: (actor, loaded, _, context) => {
    const { at, person } = visit("verify", actor, loaded, context);
    const start = at.draft?.answers ?? loaded.invitation[0];
    return {
      name: person.name,
      email: person.email,
      contractNumber: start?.contractNumber ?? "",
      serialNumber: start?.serialNumber ?? "",
      verified: at.draft !== null && at.verified,
    };
  },
});

export const confirmPage = stepPage("confirm", ({ answers, administrator, organizationName }) => ({
  contractNumber: answers.contractNumber ?? "",
  serialNumber: answers.serialNumber ?? "",
  administrator: administratorView(administrator!, organizationName),
}));

export const organizationPage = stepPage("organization", ({ offered, chosen, contract, device }) => ({
  organizations: offered,
  chosenId: chosen?.id,
  ofContract: contract!.organizationId,
  ofDevice: device!.organizationId,
}));

export const checkEmailPage = stepPage("check-email", ({ chosen, confirmations }, { email }) => {
  const [latest] = confirmations;
  return {
    email,
    organization: chosen!.name,
    sentAt: latest?.createdAt ?? null,
    expiresAt: latest?.expiresAt ?? null,
    again: confirmations.length > 1,
    notDelivered: latest?.delivery === "bounced" || latest?.delivery === "set-aside",
  };
});

/** Where my registration stands, whatever its state. */
export const statusPage = query({
  load: (_: unknown, context: Context) => ({
    ...load(_, context),
    ownRoles: rolesOfPerson(asker(context)),
    ownSeats: seatsOfPerson(asker(context)),
  }),
  view: (actor, loaded, _, context) => {
    const person = signedIn(actor);
    const at = standing(loaded, person, context);
    const { registration, review, answers, organizationName } = at;
    const shared = {
      name: person.name,
      email: person.email,
      contractNumber: answers.contractNumber ?? "",
      serialNumber: answers.serialNumber ?? "",
      since: registration?.createdAt ?? context.now,
      current: at.current,
    };
    const [own] = [...loaded.ownSeats, ...loaded.ownRoles];
    const held = at.accessHeld ? organizationName(at.accessHeld.organizationId) : own?.organizationName;
    const accessHeld = { ...shared, state: "accessHeld" as const, organization: held ?? "" };
    switch (registration?.state) {
      case undefined:
      case "withdrawn":
      case "refused":
      case "denied":
      case "granted":
        return own ? accessHeld : { ...shared, state: "none" as const };
      case "administrator":
        return {
          ...shared,
          state: "administrator" as const,
          organization: held ?? organizationName(answers.organizationId ?? ""),
          organizationId: answers.organizationId ?? "",
        };
      case "requested": {
        const [request] = loaded.request;
        return {
          ...shared,
          state: "requested" as const,
          request: requestView(request!),
          administrators: loaded.seats
            .filter(({ organizationId }) => organizationId === request!.organizationId)
            .map(({ name, email }) => ({ name, email: masked(email) })),
        };
      }
      case "underReview":
        return {
          ...shared,
          state: "review" as const,
          organization: organizationName(review?.organizationId ?? ""),
          reasons: JSON.parse(review?.reasons ?? "[]") as ReviewReason[],
          dueAt: review?.dueAt ?? context.now,
          late: review !== null && review.dueAt < context.now,
          receivedAt: review?.createdAt ?? registration.changedAt,
        };
      case "draft":
        if (at.accessHeld) return accessHeld;
        if (at.administrator)
          return {
            ...shared,
            state: "administratorExists" as const,
            administrator: administratorView(at.administrator, organizationName),
          };
        if (at.current === "check-email")
          return { ...shared, state: "waitingForConfirmation" as const, organization: at.chosen!.name };
        return { ...shared, state: "inProgress" as const };
    }
  },
});

const administratorView = (
  seat: NonNullable<Standing["administrator"]>,
  organizationName: (id: string) => string,
) => ({
  name: seat.name,
  organization: organizationName(seat.organizationId),
  email: masked(seat.email),
  since: seat.createdAt,
});
