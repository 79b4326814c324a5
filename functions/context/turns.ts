import { limits } from "#src/domain/limits.ts";

interface Waiting {
  /** When it last looked whether its turn has come; then when that came. */
  seen: number;
}

/** How long one waits, how often it looks, and how many do. */
export type Patience = Readonly<Record<"wait" | "look" | "most", number>>;

/** Ends a turn. */
type End = () => void;

/**
 * Turns of one at a time in this instance, in the order in which they are asked for: `take` gives the end of a turn, or null
 * where too many wait already or none came in time. What has vanished without a word is not waited for.
 */
export function turns() {
  const line: Waiting[] = [];
  const leave = (one: Waiting) => void (line.includes(one) && line.splice(line.indexOf(one), 1));

  return async function take({ wait, look, most }: Patience): Promise<End | null> {
    if (line.length > most) return null;
    const own = { seen: Date.now() };
    line.push(own);
    for (let waited = 0; isBehind(line, own); waited += look) {
      if (waited >= wait) {
        leave(own);
        return null;
      }
      await new Promise((resolve) => setTimeout(resolve, look));
    }
    return () => leave(own);
  };
}

function isBehind(line: Waiting[], own: Waiting): boolean {
  own.seen = Date.now();
  while (line[0] && line[0].seen + limits.requests.answeredWithin < own.seen) line.shift();
  return line[0] !== own;
}
