import type { Statement } from "#db/builder.ts";
import type { Database } from "#db/client.ts";
import { limits } from "#src/domain/limits.ts";
import type { Departure } from "#functions/context/departure.ts";

const { firstPause, longestPause } = limits.outbox;

/** How something that was written leaves the portal. */
interface Deliveries<Row, Answer> {
  /** Claims what is due until the lease runs out, and gives all that is held until then. */
  readonly hold: (until: number) => Promise<readonly Row[]>;
  /** Hands one over. */
  readonly send: (row: Row) => Promise<Answer>;
  /** What all answers say together: how each is to be taken, and what is written besides. */
  readonly together?: (
    rows: readonly Row[],
    answers: readonly Answer[],
  ) => { readonly answers: readonly Answer[]; readonly writes: readonly Statement[] };
  /** The write that records what became of it. */
  readonly settle: (row: Row, answer: Answer) => Statement;
}

/**
 * Delivers what is due: claims with a lease, hands over, records. Goes by the real time. May run twice at once and may die
 * at any point: the lease runs out, and whoever receives knows the id again. Gives the number of deliveries tried.
 */
export async function relay<Row, Answer>(
  database: Database,
  { until }: Pick<Departure, "until">,
  { hold, send, together = (_rows, answers) => ({ answers, writes: [] }), settle }: Deliveries<Row, Answer>,
): Promise<number> {
  const rows = await hold(until);
  if (!rows.length) return 0;
  const { answers, writes } = together(rows, await Promise.all(rows.map(send)));
  const [first, ...others] = rows.map((row, at) => settle(row, answers[at]!));
  await database.writeIdempotent([first!, ...others, ...writes]);
  return rows.length;
}

/** When the next try is due: after growing pauses with jitter, not before whoever receives asked for. */
export function retryAt(attempts: number, retryAfterMs: number, now: number): number {
  const pause = Math.min(longestPause, firstPause * 2 ** (attempts - 1)) * (0.75 + Math.random() / 2);
  return Math.round(now + Math.max(pause, retryAfterMs));
}
