import { limits } from "#src/domain/limits.ts";

let underWay = false;
let waiting = 0;

/**
 * Does one at a time in this instance; says `busy` where too many wait already, or no turn came in time. Each load of a list
 * holds the write lock for up to a second, and machines send at the same minute of the night (SECURITY.md 8).
 */
export async function inTurn<Done>(
  work: () => Promise<Done>,
  { wait, look, most }: Readonly<Record<"wait" | "look" | "most", number>> = limits.collector.turn,
): Promise<Done | "busy"> {
  if (underWay && waiting >= most) return "busy";
  waiting += 1;
  try {
    for (let waited = 0; underWay; waited += look) {
      if (waited >= wait) return "busy";
      await new Promise((resolve) => setTimeout(resolve, look));
    }
    underWay = true;
  } finally {
    waiting -= 1;
  }
  try {
    return await work();
  } finally {
    underWay = false;
  }
}
