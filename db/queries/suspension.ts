import { and, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { person, session, suspension } from "#db/schema/person.ts";
import type { PersonId } from "#src/domain/ids.ts";
import type { Holding } from "#src/domain/policy.ts";
import type { Language } from "#src/i18n/languages.ts";
import { isAccepted } from "./administrator.ts";

/** Nobody's access is suspended twice: no row changes where it is already. */
export const suspend = (row: typeof suspension.$inferInsert & { readonly id: string }) =>
  [
    build
      .update(person)
      .set({ disabledAt: row.suspendedAt })
      .where(and(eq(person.id, row.personId), isNull(person.disabledAt))),
    build.insert(suspension).values(row),
  ] as const;

/** Access is given back to whoever is known still, and the suspension ended if agents had made one. */
export const restore = (of: { personId: PersonId; at: number; by: PersonId; because: string }) =>
  [
    build
      .update(person)
      .set({ disabledAt: null })
      .where(and(eq(person.id, of.personId), isNotNull(person.disabledAt), isNull(person.erasedAt))),
    build
      .update(suspension)
      .set({ restoredAt: of.at, restoredBy: of.by, restoredBecause: of.because })
      .where(and(eq(suspension.personId, of.personId), isNull(suspension.restoredAt))),
  ] as const;

/** Somebody as agents see them. */
export interface Somebody {
  readonly id: PersonId;
  readonly email: string;
  readonly name: string;
  readonly language: Language | null;
  /** The address is confirmed: 1 or 0. */
  readonly confirmed: 0 | 1;
  readonly createdAt: number;
  readonly disabledAt: number | null;
  /** Browsers that are signed in. */
  readonly sessions: number;
  readonly passkeys: number;
}

/** The person behind an address; `now` is the real time. */
export const somebodyByEmail = (email: string, now: number) =>
  build.all<Somebody>(sql`
    select p.id, p.email, p.name, p.language, p.email_verified as confirmed, p.created_at, p.disabled_at,
      (select count(*) from ${session} s where s.user_id = p.id and s.expires_at > ${now}) as sessions,
      (select count(*) from passkey k where k.person_id = p.id) as passkeys
    from person p where p.email = ${email}`);

/** Something that somebody holds: in an organization, or in a Smart Account or a part of it. */
export interface HeldPlace {
  readonly place: string;
  readonly part: string | null;
  readonly holds: Holding | "nominee";
  /** How many there are, of which this is among the first. */
  readonly found: number;
}

/** The first of what the person behind an address holds, wherever it is, whether or not it counts just now. */
export const placesOf = (email: string, most: number) =>
  build.all<HeldPlace>(sql`
    select *, count(*) over () as found from (select o.name as place, null as part,
      iif(${isAccepted("s")}, 'delegated-administrator', 'nominee') as holds
    from person p cross join seat s on s.person_id = p.id and s.ended_at is null
    cross join organization o on o.id = s.organization_id where p.email = ${email}
    union all
    select coalesce(o.name, c.name || ' (' || c.domain_identifier || ')'), v.name, g.role
    from person p cross join role g on g.person_id = p.id and g.ended_at is null
    left join organization o on o.id = g.organization_id left join smart_account c on c.id = g.account_id
    left join virtual_account v on v.id = g.virtual_account_id where p.email = ${email})
    order by 1, 2, 3 limit ${most}`);

/** What agents have done about the access of the person behind an address, the last on top. */
export const suspensionsOf = (email: string, most: number) =>
  build
    .select({
      reason: suspension.reason,
      suspendedAt: suspension.suspendedAt,
      suspendedBy: sql<string>`(select name from person by where by.id = ${suspension.suspendedBy})`.as(
        "by_name",
      ),
      restoredAt: suspension.restoredAt,
      restoredBy: sql<
        string | null
      >`(select name from person back where back.id = ${suspension.restoredBy})`.as("back_name"),
      restoredBecause: suspension.restoredBecause,
    })
    .from(suspension)
    .where(eq(suspension.personId, sql`(select id from person where email = ${email})`))
    .orderBy(desc(suspension.suspendedAt))
    .limit(most);
