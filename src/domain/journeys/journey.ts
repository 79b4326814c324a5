import { type FieldErrors, invalid } from "#src/domain/refusal.ts";

/** A step knows its answer and when it matters, not its neighbors. */
export interface Step<Id extends string, Situation> {
  readonly id: Id;
  readonly relevant: (situation: Situation) => boolean;
  readonly answered: (situation: Situation) => boolean;
}

/** The fields of a step's form as they were typed. */
export type Typed = Readonly<Record<string, string>>;

/** What a step asked for, made clean, and what is wrong with it, by field. */
export interface Answer<Answers> {
  readonly answers: Answers;
  readonly errors: FieldErrors;
}

export const step = <const Id extends string, Situation>(definition: Step<Id, Situation>) => definition;

/** A step that asks: it reads its own answer. */
export const question = <
  const Id extends string,
  Situation,
  Read extends (typed: Typed, situation: Situation) => Answer<object>,
>(
  definition: Step<Id, Situation> & { readonly read: Read },
) => definition;

/** The answer, if nothing is wrong with it; refuses it otherwise. */
export function valid<Answers>({ answers, errors }: Answer<Answers>): Answers {
  if (Object.keys(errors).length) throw invalid(errors);
  return answers;
}

const relevantOf = <Id extends string, S>(steps: readonly Step<Id, S>[], situation: S) =>
  steps.filter((one) => one.relevant(situation));

/** The first relevant step without a valid answer; the last one when all are answered. */
export function currentStep<Id extends string, S>(steps: readonly Step<Id, S>[], situation: S): Id {
  const relevant = relevantOf(steps, situation);
  return (relevant.find((one) => !one.answered(situation)) ?? relevant.at(-1)!).id;
}

/** True for the current step and for relevant steps before it: those one may go back to. */
export function mayVisit<Id extends string, S>(
  steps: readonly Step<Id, S>[],
  id: string,
  situation: S,
): boolean {
  const relevant = relevantOf(steps, situation).map((one) => one.id as string);
  const position = relevant.indexOf(id);
  return position >= 0 && position <= relevant.indexOf(currentStep(steps, situation));
}

/** The relevant step before a step; null before the first. */
export const stepBefore = <Id extends string, S>(steps: readonly Step<Id, S>[], id: Id, situation: S) =>
  beside(steps, id, situation, -1);

/** The relevant step after a step; null after the last. */
export const stepAfter = <Id extends string, S>(steps: readonly Step<Id, S>[], id: Id, situation: S) =>
  beside(steps, id, situation, 1);

function beside<Id extends string, S>(
  steps: readonly Step<Id, S>[],
  id: Id,
  situation: S,
  distance: -1 | 1,
): Id | null {
  const relevant = steps.filter((one) => one.id === id || one.relevant(situation));
  return relevant[relevant.findIndex((one) => one.id === id) + distance]?.id ?? null;
}
