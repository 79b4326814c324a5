/** A step knows its answer and when it matters, not its neighbours. */
export interface Step<Id extends string, Situation> {
  readonly id: Id;
  readonly relevant: (situation: Situation) => boolean;
  readonly answered: (situation: Situation) => boolean;
}

export const step = <const Id extends string, Situation>(definition: Step<Id, Situation>) => definition;

/** The first relevant step without a valid answer; the last one when all are answered. */
export function currentStep<Id extends string, S>(steps: readonly Step<Id, S>[], situation: S): Id {
  const relevant = steps.filter((one) => one.relevant(situation));
  return (relevant.find((one) => !one.answered(situation)) ?? relevant.at(-1)!).id;
}

/** True for the current step and for relevant steps before it: those one may go back to. */
export function mayVisit<Id extends string, S>(
  steps: readonly Step<Id, S>[],
  id: string,
  situation: S,
): boolean {
  const relevant = steps.filter((one) => one.relevant(situation)).map((one) => one.id as string);
  const position = relevant.indexOf(id);
  return position >= 0 && position <= relevant.indexOf(currentStep(steps, situation));
}
