import { answersOf } from "#db/queries/account.ts";
import { draftRecords } from "#db/queries/account-draft.ts";
import { type AccountKind, isPending, standsAt } from "#src/domain/account.ts";
import { type AccountStep, stepsOf } from "#src/domain/journeys/account/account.ts";
import { reasonsToApprove } from "#src/domain/domain-identifier.ts";
import {
  type AccountAnswers,
  type AccountSituation,
  authorizerOf,
} from "#src/domain/journeys/account/answers.ts";
import { currentStep, mayVisit, stepBefore } from "#src/domain/journeys/journey.ts";
import { languages } from "#src/i18n/languages.ts";
import { asker, type Loaded } from "#functions/command/query.ts";
import type { Actor, Context } from "#functions/context/context.ts";
import { businessPerson } from "#functions/rights/business-person.ts";

type StepId = AccountStep<AccountKind>;

/** The page that leads to the first step. */
const entrance = "accounts";

/** The address of a step. */
export type PlaceOf<Kind extends AccountKind, Step extends string> = Kind extends "own"
  ? `accounts/new/${Step}`
  : Step extends "customer"
    ? "accounts/for-customer"
    : `accounts/for-customer/${Step}`;

export const placeOf = <Kind extends AccountKind, Step extends AccountStep<Kind>>(kind: Kind, step: Step) =>
  (kind === "own"
    ? `accounts/new/${step}`
    : step === "customer"
      ? "accounts/for-customer"
      : `accounts/for-customer/${step}`) as PlaceOf<Kind, Step>;

/** What a request in preparation rests on, to be read in one trip. */
export const preparationRecords = (kind: AccountKind, context: Context) => draftRecords(asker(context), kind);

type PreparationRecords = Loaded<ReturnType<typeof preparationRecords>>;

/** Where somebody stands in requesting an account, from what was read; refuses personal addresses. */
export function preparation(
  kind: AccountKind,
  actor: Actor,
  { draft: [draft], last: [last], holder: [holder], strangers }: PreparationRecords,
  { now }: Pick<Context, "now">,
) {
  const person = businessPerson(actor);
  const answers: AccountAnswers = draft ? answersOf(draft) : {};
  const ended = last && last.state !== "active" && !isPending(standsAt(last, now));
  const situation: AccountSituation = {
    kind,
    answers,
    requesterEmail: person.email,
    taken: holder !== undefined,
    languages: languages.map(({ code }) => code),
  };
  const steps = stepsOf(kind);
  return {
    person,
    situation,
    draft: draft ?? null,
    answers,
    /** With what the fields begin: the answers so far, else those of the last request, which came to nothing. */
    start: { ...(ended ? answersOf(last) : {}), ...answers } as AccountAnswers,
    prefilled: ended === true && !draft,
    /** Why an agent looks at the identifier first, were this sent. */
    toApprove: reasonsToApprove(answers.domainIdentifier ?? "", authorizerOf(situation), strangers),
    /** What was sent last and still counts. */
    pending: last && !ended ? last : null,
    taken: situation.taken,
    authorizerEmail: authorizerOf(situation),
    selfAuthorizes: answers.authority === "self",
    mayVisit: (step: StepId) => mayVisit(steps, step, situation),
    /** The address before a step's. */
    back: (step: StepId) => {
      const before = stepBefore(steps, step, situation);
      return before ? placeOf(kind, before) : entrance;
    },
    /** The address of the current step, were these the answers. */
    current: (given: AccountAnswers = answers, taken = situation.taken) =>
      placeOf(kind, currentStep(steps, { ...situation, answers: given, taken })),
  };
}

export type Preparation = ReturnType<typeof preparation>;
