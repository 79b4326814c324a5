import { limits } from "#src/domain/limits.ts";
import { type Patience, turns } from "#functions/context/turns.ts";

const take = turns();

/**
 * Does one at a time in this instance; says `busy` where too many wait already, or no turn came in time. Each load of a list
 * holds the write lock for up to a second, and machines send at the same minute of the night (SECURITY.md 8).
 */
export async function inTurn<Done>(
  work: () => Promise<Done>,
  patience: Patience = limits.collector.turn,
): Promise<Done | "busy"> {
  const end = await take(patience);
  if (!end) return "busy";
  return work().finally(end);
}
