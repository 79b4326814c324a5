import { type SQL, sql } from "drizzle-orm";
import type { DatabaseAddress } from "#db/client.ts";

/** What a test knows beside the database. */
export interface Evidence {
  /** Everything that was to happen has happened: no message may be on its way any more. */
  readonly settled?: boolean;
  /** The idempotency keys under which the e-mail provider accepted a message, once per message accepted. */
  readonly accepted?: readonly string[];
  /** Operation ids (`action:id`) of the writes that the portal has acknowledged. */
  readonly acknowledged?: readonly string[];
  /** The addresses of the agents: nobody else may have decided a review. */
  readonly agents?: readonly string[];
  /** The secrets of the portal, newest first: one of them has sealed the audit. */
  readonly secrets?: readonly string[];
}

/** One of the invariants of the portal: its searches give a row `{ what }` for each violation. */
export interface Invariant {
  readonly id: `I${number}`;
  readonly says: string;
  readonly searches: (evidence: Evidence) => readonly SQL[];
  /** What no statement can find: gives each violation. */
  readonly looks?: (database: DatabaseAddress, evidence: Evidence) => Promise<readonly string[]>;
}

/** Every live or ended seat with its organization and all above that. */
export const seatsUpward = sql`upward (seat_id, id) as (
  select id, organization_id from seat
  union select upward.seat_id, o.parent_id from upward join organization o on o.id = upward.id
  where o.parent_id is not null)`;

/** Every request for access to an organization with that organization and all above it. */
export const requestsUpward = sql`upward (request_id, id) as (
  select id, organization_id from access_request where organization_id is not null
  union select upward.request_id, o.parent_id from upward join organization o on o.id = upward.id
  where o.parent_id is not null)`;

/** True of a seat whose holder could decide at an instant: it counted by then, and the holder was not disabled. */
export const inOffice = (seat: SQL, at: SQL) => sql`${seat}.created_at <= ${at}
  and (${seat}.ended_at is null or ${seat}.ended_at >= ${at})
  and (${seat}.origin <> 'nomination' or exists (select 1 from audit_event
    where subject_id = ${seat}.id and action = 'seat.accept-terms' and refusal is null and at <= ${at}))
  and not exists (select 1 from person where id = ${seat}.person_id and disabled_at < ${at})`;

/** True of a role that makes its holder an administrator of a whole Smart Account at an instant. */
export const administeredAccount = (role: SQL, at: SQL) => sql`${role}.role = 'smart-account-administrator'
  and ${role}.virtual_account_id is null and ${heldAt(role, at)}`;

/** True where a role counted then. */
export const heldAt = (role: SQL, at: SQL) => sql`${role}.created_at <= ${at}
  and (${role}.ended_at is null or ${role}.ended_at >= ${at})
  and not exists (select 1 from person where id = ${role}.person_id and disabled_at < ${at})`;

/** The rows of a list that a test gives. */
export const rowsOf = (list: readonly string[]) => sql`json_each(${JSON.stringify(list)})`;

/** `in (…)` of a list of words. */
export const among = (list: readonly string[]) =>
  sql`in (${sql.join(
    list.map((word) => sql`${word}`),
    sql`, `,
  )})`;
