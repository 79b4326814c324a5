import { onboardingRecords, questionOf } from "../../../db/queries/onboarding.ts";
import { rolesOfPerson, seatsOfPerson } from "../../../db/queries/seat.ts";
import { masked } from "../../../src/domain/email.ts";
import type { ReviewReason } from "../../../src/domain/assessment.ts";
import type { Context, Person } from "../../context.ts";
import { asker, Elsewhere, query, signedIn } from "../query.ts";
import { type Standing, standing } from "./standing.ts";

const load = (_: unknown, context: Context) => onboardingRecords(questionOf(asker(context)));

/** A page of a step: whoever is not there (yet) is led to the current one. */
const stepPage = <View>(step: string, view: (at: Standing, person: Person, context: Context) => View) =>
  query({
    load,
    view: (actor, loaded, _, context) => {
      const person = signedIn(actor);
      const at = standing(loaded, person, context);
      if (!at.mayVisit(step)) throw new Elsewhere(`onboarding/${at.current}`);
      return view(at, person, context);
    },
  });

export const verifyPage = stepPage("verify", ({ draft, verified }, { name, email }) => ({
  name,
  email,
  contractNumber: draft?.answers.contractNumber ?? "",
  serialNumber: draft?.answers.serialNumber ?? "",
  verified: draft !== null && verified,
}));

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
        return own ? accessHeld : { ...shared, state: "none" as const };
      case "administrator":
        return {
          ...shared,
          state: "administrator" as const,
          organization: held ?? organizationName(answers.organizationId ?? ""),
          organizationId: answers.organizationId ?? "",
        };
      case "underReview":
        return {
          ...shared,
          state: "review" as const,
          organization: organizationName(answers.organizationId ?? ""),
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
