import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { OperationId, OrganizationId, PersonId } from "#src/domain/ids.ts";

/** Every acknowledged write by its operation id: the same id again gives the same result. Of people, as long as a form might be sent again. */
export const operation = sqliteTable(
  "operation",
  {
    id: text().$type<OperationId>().primaryKey(),
    /** Null: nobody who is known. */
    personId: text().$type<PersonId>(),
    action: text().notNull(),
    next: text().notNull(),
    at: integer().notNull(),
  },
  (table) => [
    index("operation_person")
      .on(table.personId)
      .where(sql`${table.personId} is not null`),
    index("operation_kept")
      .on(table.at)
      .where(sql`${table.personId} is not null`),
    index("operation_codes")
      .on(table.at)
      .where(sql`${table.action} = 'session.request-code'`),
  ],
);

/** Who did what to what, from which state to which. Names people by id only; triggers refuse changes. */
export const auditEvent = sqliteTable(
  "audit_event",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    /** A person's id, or `system`. */
    actor: text().notNull(),
    action: text().notNull(),
    subjectId: text().notNull(),
    organizationId: text().$type<OrganizationId>(),
    fromState: text(),
    toState: text(),
    /** For an attempt that was refused: the kind of the refusal. Nothing changed then. */
    refusal: text(),
    operationId: text().$type<OperationId>().notNull(),
  },
  (table) => [
    index("audit_event_subject").on(table.subjectId),
    index("audit_event_organization").on(table.organizationId, table.at),
    index("audit_event_operation").on(table.operationId),
    index("audit_event_actor").on(table.actor),
  ],
);

/**
 * A range of audit events as it was when it was sealed: its hash holds that of the range before. Triggers refuse changes.
 */
export const auditSeal = sqliteTable("audit_seal", {
  /** The last event of the range. */
  throughId: integer().primaryKey(),
  /** The last event of the range before; 0 for the first. No two ranges follow the same one. */
  afterId: integer().notNull().unique("audit_seal_after"),
  /** SHA-256 over the hash before and the events. */
  hash: text().notNull(),
  /** That the portal has made it: HMAC of the hash. */
  tag: text().notNull(),
  at: integer().notNull(),
});

/** How many audit events have been sealed, by what was done and why it was refused. */
export const auditCount = sqliteTable(
  "audit_count",
  {
    action: text().notNull(),
    /** The kind of the refusal, or nothing. */
    refusal: text().notNull(),
    times: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.action, table.refusal] })],
);

/** What scheduled work has done, by name. */
export const jobRun = sqliteTable("job_run", {
  name: text().primaryKey(),
  runs: integer().notNull(),
  failures: integer().notNull(),
  /** What was due and was tried. */
  items: integer().notNull(),
  /** When it ended last. */
  at: integer().notNull(),
});

/** Never holds a row: an insert fails, and with it the whole batch that it guards. */
export const guard = sqliteTable("guard", { held: integer().notNull() }, (table) => [
  check("guard_held", sql`${table.held} = 1`),
]);

/** One row per counted try: failed verifications, codes sent; of what is changed, one for each day (UTC). */
export const attempt = sqliteTable(
  "attempt",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    kind: text().notNull(),
    subject: text().notNull(),
    at: integer().notNull(),
    /** How much it counts as. */
    times: integer().notNull().default(1),
  },
  (table) => [
    index("attempt_window").on(table.kind, table.subject, table.at),
    uniqueIndex("attempt_change")
      .on(table.kind, table.subject, table.at)
      .where(sql`${table.kind} = 'change'`),
    index("attempt_at").on(table.at),
    index("attempt_subject").on(table.subject),
  ],
);

/** The last proof that the database can be written. */
export const heartbeat = sqliteTable("heartbeat", {
  id: integer().primaryKey(),
  at: integer().notNull(),
});

/** How far the local run's clock was moved forward, in milliseconds. */
export const localClock = sqliteTable("local_clock", {
  id: integer().primaryKey(),
  offset: integer().notNull(),
});
