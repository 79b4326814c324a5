import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { accessRequest as lifecycle } from "../../src/domain/access-request.ts";
import type { AccessRequestId, PersonId, RegistrationId } from "../../src/domain/ids.ts";
import { organization } from "./organization.ts";
import { person } from "./person.ts";
import { registration } from "./registration.ts";

/** A request for access to an organization, and who is asked about it; at most one is undecided per person and organization. */
export const accessRequest = sqliteTable(
  "access_request",
  {
    id: text().$type<AccessRequestId>().primaryKey(),
    requesterId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id),
    organizationId: text()
      .notNull()
      .references(() => organization.id),
    registrationId: text()
      .$type<RegistrationId>()
      .notNull()
      .references(() => registration.id),
    /** The proof that it rests on. */
    contractNumber: text().notNull(),
    serialNumber: text().notNull(),
    state: text({ enum: lifecycle.states }).notNull(),
    /** The administrator who is asked first. */
    askedId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id),
    createdAt: integer().notNull(),
    decidedAt: integer(),
    decidedBy: text().$type<PersonId>(),
  },
  (table) => [
    index("access_request_requester").on(table.requesterId, table.createdAt),
    index("access_request_organization").on(table.organizationId, table.state),
    index("access_request_registration").on(table.registrationId),
    index("access_request_asked").on(table.askedId),
    uniqueIndex("access_request_undecided")
      .on(table.requesterId, table.organizationId)
      .where(sql`${table.state} in ('pending', 'waiting')`),
  ],
);
