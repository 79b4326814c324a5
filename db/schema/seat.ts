import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { OrganizationId, PersonId, SeatId } from "#src/domain/ids.ts";
import { seatOrigins } from "#src/domain/seat.ts";
import { organization } from "./organization.ts";
import { person } from "./person.ts";

/** A Delegated Administrator of an organization, in the order in which they are asked: position 1 is the first. */
export const seat = sqliteTable(
  "seat",
  {
    id: text().$type<SeatId>().primaryKey(),
    organizationId: text()
      .$type<OrganizationId>()
      .notNull()
      .references(() => organization.id),
    personId: text()
      .$type<PersonId>()
      .notNull()
      .references(() => person.id),
    position: integer().notNull(),
    origin: text({ enum: seatOrigins }).notNull(),
    /** The registration, review or person that it comes from. */
    originId: text().notNull(),
    termsVersion: text(),
    termsAcceptedAt: integer(),
    createdAt: integer().notNull(),
    endedAt: integer(),
    /** When it came to this person, who changed to the address that it had been given to. */
    cameAt: integer(),
  },
  (table) => [
    uniqueIndex("seat_one_per_position")
      .on(table.organizationId, table.position)
      .where(sql`${table.endedAt} is null`),
    uniqueIndex("seat_one_per_person")
      .on(table.organizationId, table.personId)
      .where(sql`${table.endedAt} is null`),
    index("seat_terms")
      .on(table.termsVersion)
      .where(sql`${table.endedAt} is null`),
    index("seat_person").on(table.personId),
    index("seat_organization").on(table.organizationId),
  ],
);
