import { daysUntil, plusDays } from "#src/domain/calendar.ts";
import { limits } from "#src/domain/limits.ts";

/** A contract as far as a report looks at it; days are `YYYY-MM-DD`, both included. */
export interface Term {
  readonly startsOn: string;
  readonly endsOn: string;
}

export const coverages = ["covered", "ending", "none"] as const;

export type Coverage = (typeof coverages)[number];

/** The last day on which a contract that ends then is said to be ending. */
export const endingUntil = (today: string) => plusDays(today, limits.coverage.endingWithin);

/** Where a contract stands on a day: it has not begun, runs, ends soon, or is over. */
export const contractStates = ["ahead", "runs", "ending", "over"] as const;

export type ContractState = (typeof contractStates)[number];

export function contractStateOf({ startsOn, endsOn }: Term, today: string): ContractState {
  if (today < startsOn) return "ahead";
  if (today > endsOn) return "over";
  return endsOn <= endingUntil(today) ? "ending" : "runs";
}

const coverageBy = {
  ahead: "none",
  runs: "covered",
  ending: "ending",
  over: "none",
} as const satisfies Record<ContractState, Coverage>;

/**
 * Whether a contract covers a device today; any type does. `contract`: the one that the provider names, null also where
 * somebody outside the organization's tree holds it: such a device answers as one that nobody knows.
 */
export const coverageOf = (contract: Term | null, today: string): Coverage =>
  contract ? coverageBy[contractStateOf(contract, today)] : "none";

/** Days that a contract still runs, today not counted; negative once it is over. */
export const daysLeft = ({ endsOn }: Term, today: string) => daysUntil(today, endsOn);
