import { answersOf, draftRecords } from "#db/queries/account.ts";
import { type AccountKind, holdsIdentifier, standsAt } from "#src/domain/account.ts";
import { customerAccount, ownAccount } from "#src/domain/journeys/account/account.ts";
import {
  type AccountAnswers,
  type AccountSituation,
  authorizerOf,
} from "#src/domain/journeys/account/answers.ts";
import { currentStep, mayVisit, type Step } from "#src/domain/journeys/journey.ts";
import type { Actor, Context } from "#functions/context/context.ts";
import { asker, type Loaded } from "#functions/command/query.ts";
import { businessPerson } from "#functions/rights/business-person.ts";

const journeys: Record<AccountKind, readonly Step<string, AccountSituation>[]> = {
  own: ownAccount,
  customer: customerAccount,
};

const places: Record<AccountKind, (step: string) => string> = {
  own: (step) => `accounts/new/${step}`,
  customer: (step) => (step === "customer" ? "accounts/for-customer" : `accounts/for-customer/${step}`),
};

/** What a request in preparation rests on, to be read in one trip. */
export const preparationRecords = (kind: AccountKind, context: Context) => draftRecords(asker(context), kind);

type PreparationRecords = Loaded<ReturnType<typeof preparationRecords>>;

/** Where somebody stands in requesting an account, from what was read; refuses personal addresses. */
export function preparation(
  kind: AccountKind,
  actor: Actor,
  { draft: [draft], last: [last], holder: [holder] }: PreparationRecords,
  { now }: Pick<Context, "now">,
) {
  const person = businessPerson(actor);
  const answers: AccountAnswers = draft ? answersOf(draft) : {};
  const ended = last && !holdsIdentifier(standsAt(last, now));
  const situation: AccountSituation = {
    kind,
    answers,
    requesterEmail: person.email,
    taken: holder !== undefined && holdsIdentifier(standsAt(holder, now)),
  };
  const steps = journeys[kind];
  return {
    person,
    draft: draft ?? null,
    answers,
    /** With what the fields begin: the answers so far, else those of the last request, which came to nothing. */
    start: { ...(ended ? answersOf(last) : {}), ...answers } as AccountAnswers,
    prefilled: ended === true && !draft,
    holder: holder ?? null,
    /** What was sent last and still counts. */
    pending: last && !ended ? last : null,
    taken: situation.taken,
    authorizerEmail: authorizerOf(situation),
    selfAuthorizes: answers.authority === "self",
    mayVisit: (step: string) => mayVisit(steps, step, situation),
    /** The address of the current step, were these the answers. */
    current: (given: AccountAnswers = answers, taken = situation.taken) =>
      places[kind](currentStep(steps, { ...situation, answers: given, taken })),
  };
}

export type Preparation = ReturnType<typeof preparation>;
