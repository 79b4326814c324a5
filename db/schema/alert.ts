import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { AlertId, PersonId } from "#src/domain/ids.ts";
import { matches, severities } from "#src/domain/reports/advisory.ts";
import { alert as lifecycle, alertKinds } from "#src/domain/reports/alert.ts";
import type { Coverage } from "#src/domain/reports/coverage.ts";
import { digestRhythms } from "#src/domain/reports/digest.ts";
import { organization } from "./organization.ts";
import { person } from "./person.ts";

/** What concerns an organization: one row per matter, which opens again when something new happens. */
export const alert = sqliteTable(
  "alert",
  {
    id: text().$type<AlertId>().primaryKey(),
    organizationId: text()
      .notNull()
      .references(() => organization.id),
    kind: text({ enum: alertKinds }).notNull(),
    /** The advisory's id, the product's, or the contract's number. */
    subject: text().notNull(),
    /** What is told of it now, and since which day: `src/domain/reports/stages.ts`. */
    step: text().notNull(),
    since: text().notNull(),
    severity: text({ enum: severities }).notNull(),
    /** Of an advisory: whether it names devices, or only their products. */
    match: text({ enum: matches }),
    devices: integer().notNull(),
    state: text({ enum: lifecycle.states }).notNull(),
    /** When it was raised or opened again last. */
    raisedAt: integer().notNull(),
    changedAt: integer().notNull(),
    /** Who answered, and what this person says about it. */
    answeredBy: text().$type<PersonId>(),
    note: text(),
  },
  (table) => [
    uniqueIndex("alert_matter").on(table.organizationId, table.kind, table.subject),
    index("alert_answered")
      .on(table.answeredBy)
      .where(sql`${table.answeredBy} is not null`),
    index("alert_state").on(table.organizationId, table.state, table.severity, table.raisedAt),
  ],
);

/** An alert of which somebody is still to be told at once: from when it is raised until a mail about it is made. */
export const urgentNotice = sqliteTable(
  "urgent_notice",
  {
    personId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    alertId: text()
      .$type<AlertId>()
      .notNull()
      .references(() => alert.id, { onDelete: "cascade" }),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.alertId] }),
    index("urgent_notice_alert").on(table.alertId),
  ],
);

/** What somebody wants to be sent about an organization; without a row, what the role says. */
export const subscription = sqliteTable(
  "subscription",
  {
    personId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    organizationId: text()
      .notNull()
      .references(() => organization.id),
    /** Null: not chosen. */
    digest: text({ enum: digestRhythms }),
    urgent: integer({ mode: "boolean" }),
    /** The period whose digest is still to be made. */
    digestDue: text(),
    /** The period whose digest was made last, when, and the coverage that it told. */
    digestOf: text(),
    digestAt: integer(),
    digestCoverage: text({ mode: "json" }).$type<Readonly<Record<Coverage, number>>>(),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.organizationId] }),
    index("subscription_organization").on(table.organizationId),
    index("subscription_digest")
      .on(table.digest)
      .where(sql`${table.digest} is not null`),
    index("subscription_due")
      .on(table.personId, table.organizationId)
      .where(sql`${table.digestDue} is not null`),
  ],
);
