import { type SQL, sql } from "drizzle-orm";

/** What a test knows beside the database. */
export interface Evidence {
  /** Everything that was to happen has happened: no message may be on its way any more. */
  readonly settled?: boolean;
  /** The idempotency keys under which the e-mail provider accepted a message, once per message accepted. */
  readonly accepted?: readonly string[];
  /** Operation ids (`action:id`) of the writes that the portal has acknowledged. */
  readonly acknowledged?: readonly string[];
}

/** One of the invariants of the portal: its searches give a row `{ what }` for each violation. */
export interface Invariant {
  readonly id: `I${number}`;
  readonly says: string;
  readonly searches: (evidence: Evidence) => readonly SQL[];
}

/** Every live or ended seat with its organization and all above that. */
export const seatsUpward = sql`upward (seat_id, id) as (
  select id, organization_id from seat
  union select upward.seat_id, o.parent_id from upward join organization o on o.id = upward.id
  where o.parent_id is not null)`;

/** The rows of a list that a test gives. */
export const rowsOf = (list: readonly string[]) => sql`json_each(${JSON.stringify(list)})`;
