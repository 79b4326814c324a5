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

/**
 * Whether a contract covers a device today; any type does. `contract`: the one that the provider names, null also where
 * somebody outside the organization's tree holds it: such a device answers as one that nobody knows.
 */
export function coverageOf(contract: Term | null, today: string): Coverage {
  if (!contract || today < contract.startsOn || today > contract.endsOn) return "none";
  return contract.endsOn <= endingUntil(today) ? "ending" : "covered";
}

/** Days that a contract still runs, today not counted; negative once it is over. */
export const daysLeft = ({ endsOn }: Term, today: string) => daysUntil(today, endsOn);
