import { isClosed } from "./gate.ts";
import { DatabaseError, type Outcome, type Rows } from "./hrana.ts";
import { type Built, carryOut, type Server, type Step as Sent } from "./stream.ts";

/** A statement of a reading; `behind`: the place of the gate that has to find something first. */
export interface Step {
  readonly statement: Built;
  readonly isGate: boolean;
  readonly behind: number | null;
}

/** What a statement gives that is withheld. */
export const nothing: Rows = { columns: [], rows: [], rowsAffected: 0 };

const after = (step: number) => ({ condition: { type: "ok", step } }) as const;

/**
 * Reads everything in one trip and at one instant; what stands behind a gate that finds nothing is not carried out, and
 * gives no rows.
 */
export async function readBatch(server: Server, readings: readonly Step[]): Promise<Rows[]> {
  const [begun, ...outcomes] = await carryOut(server, [
    { sql: "begin transaction readonly" },
    ...readings.map(({ statement, behind }): Sent => ({ ...statement, ...after((behind ?? -1) + 1) })),
    { sql: "commit", ...after(0) },
  ]);
  const committed = outcomes.pop();
  for (const outcome of [begun, committed]) if (outcome instanceof DatabaseError) throw outcome;
  return readings.map(({ isGate }, at) => rowsOf(outcomes[at]!, isGate));
}

function rowsOf(outcome: Outcome, isGate: boolean): Rows {
  if (!(outcome instanceof DatabaseError)) return outcome ?? nothing;
  if (isGate && isClosed(outcome)) return nothing;
  throw outcome;
}

/** Carries out all in one trip, or nothing. */
export async function writeBatch(server: Server, statements: readonly Built[]): Promise<Rows[]> {
  const last = statements.length;
  const [begun, ...outcomes] = await carryOut(server, [
    { sql: "begin immediate" },
    ...statements.map((statement, at): Sent => ({ ...statement, ...after(at) })),
    { sql: "commit", ...after(last) },
    { sql: "rollback", condition: { type: "not", cond: { type: "ok", step: last + 1 } } },
  ]);
  const done = [begun, ...outcomes.slice(0, last + 1)];
  for (const outcome of done) if (outcome instanceof DatabaseError) throw outcome;
  return done.slice(1, -1).map((outcome) => rowsOf(outcome!, false));
}
