import { and, eq, isNull, sql, type SQL, type SQLWrapper } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { gate, orClosed } from "#db/gate.ts";
import { mailboxIn } from "#db/mailbox.ts";
import { person } from "#db/schema/person.ts";
import { limits } from "#src/domain/limits.ts";
import type { PersonId } from "#src/domain/ids.ts";
import type { Language } from "#src/i18n/languages.ts";
import type { Due } from "./due.ts";
import { type Waiting, waitingColumns } from "./waiting.ts";

const personColumns = {
  id: person.id,
  email: person.email,
  name: person.name,
  company: person.company,
  phone: person.phone,
  language: person.language,
};

/** Somebody as the portal knows them. */
export type PersonRow = Readonly<Pick<typeof person.$inferSelect, keyof typeof personColumns>>;

const isAmong = (email: SQL, emails: readonly string[]) =>
  sql`${email} in (select value from json_each(${JSON.stringify(emails)}))`;

/** True of somebody who has a passkey. */
export const hasPasskey = (id: SQL) => sql`exists (select 1 from passkey where person_id = ${id})`;

/** The person of a session, and how that has shown who it is. */
export interface SessionPerson extends PersonRow {
  readonly sessionStartedAt: number;
  readonly sessionUsedAt: number;
  readonly provedAt: number | null;
  readonly authenticatedAt: number | null;
  readonly hasPasskey: 0 | 1;
}

/** What goes on, and counts: a passkey was shown in it by whoever has one. */
const goesOn = (token: string, now: number | SQL) => sql`s.token = ${token} and s.expires_at > ${now}
    and p.disabled_at is null and (s.proved_at is not null or not ${hasPasskey(sql`p.id`)})`;

const sessionColumns = sql`p.id, p.email, p.name, p.company, p.phone, p.language, s.created_at as session_started_at,
    s.updated_at as session_used_at, s.proved_at, s.authenticated_at, ${hasPasskey(sql`p.id`)} as has_passkey`;

interface Instants {
  /** The business's present. */
  readonly now: number;
  /** The real one. */
  readonly realNow: number;
}

/** The person of a session that has not ended, and what waits for whoever that is. */
export const personBySession = (token: string, agents: readonly string[], { now, realNow }: Instants) =>
  build.all<SessionPerson & Waiting>(sql`
    select ${sessionColumns}, ${waitingColumns(sql`p.email`, isAmong(sql`p.email`, agents), now)}
    from session s join person p on p.id = s.user_id where ${goesOn(token, realNow)}`);

/** The same as a gate, of somebody who is taken for known with this address. */
export const mustGoOn = (token: string, email: string, isAgent: boolean, { now, realNow }: Instants) =>
  gate<SessionPerson & Waiting>(sql`
    select ${sessionColumns}, ${waitingColumns(knownEmail(email), isAgent, now)}, ${orClosed(sql`count(*)`)}
    from session s join person p on p.id = s.user_id where ${goesOn(token, realNow)} and p.email = ${email}`);

/** True as long as a session goes on, of a person with this address. */
export const isSignedIn = (
  token: string,
  { id, email }: Pick<PersonRow, "id" | "email">,
  realNow: number,
) => sql`exists (select 1 from session s join person p on p.id = s.user_id
    where ${goesOn(token, realNow)} and p.id = ${id} and p.email = ${email})`;

/** The id of nobody, for use inside another statement. */
export const nobodyId = sql<string>`null`;

/** The id of somebody who is known already, for use inside another statement. */
export const knownId = (id: PersonId) => sql<string>`${id}`;

/** The id of the person who asks, for use inside another statement: saves the trip that would find it out. */
export const idBySession = (
  token: string,
) => sql<string>`(select s.user_id from session s join person p on p.id = s.user_id
    where ${goesOn(token, sql`unixepoch() * 1000`)})`;

const changedAfter = (instant: SQL) => sql`c.state in ('made', 'settled')
    and c.due_at - ${limits.addressChange.objectWithin} > ${instant}`;

/**
 * The address of somebody `p`, `q` or `a` at an instant: what a place once read of somebody does not tell where that person is
 * today. Empty where that address is no longer kept.
 */
export const emailAt = (alias: "p" | "q" | "a" | "d", instant: SQL) => {
  const somebody = sql.raw(alias);
  return sql`iif(${somebody}.erased_at is null, coalesce((select c.old_email from address_change c
    where c.person_id = ${somebody}.id and ${changedAfter(instant)} order by c.created_at limit 1),
    ${somebody}.email), ${somebody}.email)`;
};

/**
 * An instant, but for what came to somebody with an address no earlier than it came: before, it was that address's, and whichever
 * this person had then is none of the place's business.
 */
export const sinceCame = (instant: SQL, ...came: readonly SQL[]) =>
  sql`max(${instant}, coalesce(${sql.join([...came, sql`0`], sql`, `)}))`;

/** True of a seat `s` or role `g` that goes on, or whose holder has the address by which the place knew who it was. */
export const isKnownThere = (alias: "s" | "g") => {
  const held = sql.raw(alias);
  return sql`(${held}.ended_at is null or not exists (select 1 from address_change c
    where c.person_id = ${held}.person_id and ${changedAfter(sinceCame(sql`${held}.ended_at`, sql`${held}.came_at`))}))`;
};

/** The address of somebody who is known already. */
export const knownEmail = (email: string) => sql<string>`${email}`;

export const emailOf = (id: SQL) => sql`(select email from person where id = ${id})`;

/** The mailbox of somebody, for use inside of another statement. */
export const mailboxById = (id: SQL) =>
  sql<string>`(select ${mailboxIn(sql`email`)} from person where id = ${id})`;

/** All who have a mailbox, by whichever spelling: what somebody causes is counted of all of them. */
export const peopleOfMailbox = (mailbox: SQL | string) =>
  sql`(select id from person where ${mailboxIn(sql`email`)} = ${mailbox})`;

export const personByEmail = (email: string) =>
  build
    .select({ ...personColumns, disabledAt: person.disabledAt })
    .from(person)
    .where(eq(person.email, email));

export const peopleByEmail = (emails: readonly string[]) =>
  build
    .select({ ...personColumns, disabledAt: person.disabledAt })
    .from(person)
    .where(sql`${person.email} in (select value from json_each(${JSON.stringify(emails)}))`);

/** True of a person with one of these addresses. */
export const hasEmailAmong = (id: SQL, emails: readonly string[]) => isAmong(emailOf(id), emails);

/** The id behind an address, for use inside another statement. */
export const idByEmail = (email: string) => sql<string>`(select id from person where email = ${email})`;

/** Somebody who is known by address only, until the first sign-in. Fails where the address is known by then. */
export const addPerson = (row: { id: PersonId; email: string; language: Language }, now: number) =>
  build.insert(person).values({
    ...row,
    keptUntil: now + limits.lapse.neverCame,
    createdAt: new Date(now),
    updatedAt: new Date(now),
  });

/** The language that somebody else chose for a person who has none. */
export const proposeLanguage = (id: PersonId, language: Language) =>
  build
    .update(person)
    .set({ language })
    .where(and(eq(person.id, id), isNull(person.language)));

/** True as long as the person has not been disabled. */
export const isEnabled = (id: SQL | PersonId) =>
  sql`exists (select 1 from person where id = ${id} and disabled_at is null)`;

/** True of a person with one of these addresses whose access is not suspended. */
export const isEnabledAmong = (id: SQL | PersonId, emails: readonly string[]) =>
  sql`(${isEnabled(id)} and ${hasEmailAmong(sql`${id}`, emails)})`;

/** True as long as an address is a person's. */
export const isAt = (id: PersonId, email: string) =>
  sql`exists (select 1 from person where id = ${id} and email = ${email})`;

/** True as long as something is known of a person. */
export const isNotErased = (id: PersonId) =>
  sql`exists (select 1 from person where id = ${id} and erased_at is null)`;

/** True of a person who has no role, no seat and no nomination that waits, and has never signed in. */
export const holdsNothing = (id: SQL | PersonId) => sql`(
  exists (select 1 from person where id = ${id} and email_verified = 0 and erased_at is null)
  and not exists (select 1 from role where person_id = ${id} and ended_at is null)
  and not exists (select 1 from seat where person_id = ${id} and ended_at is null)
  and not exists (select 1 from review where person_id = ${id} and decided_at is null))`;

/** People whom others have named so long ago, who never came and hold nothing. */
export const strangersInVain = (now: number, after: string, most: number) =>
  build.all<Due>(sql`
    select p.id, 'forget' as stage from person p
    where p.kept_until < ${now} and p.erased_at is null and +p.id > ${after} and ${holdsNothing(sql`p.id`)}
    order by p.id limit ${most}`);

/** Somebody who has never signed in. */
export const strangerById = (id: PersonId) =>
  build
    .select(personColumns)
    .from(person)
    .where(and(eq(person.id, id), eq(person.emailVerified, false), isNull(person.erasedAt)));

export const changeProfile = (
  id: PersonId,
  values: { name?: string; company?: string | null; phone?: string | null; language?: Language },
  now: number,
) =>
  build
    .update(person)
    .set({ ...values, updatedAt: new Date(now) })
    .where(eq(person.id, id));

/** The language in which the person reads from now on. */
export const changeLanguage = (id: SQL, language: Language) =>
  build.update(person).set({ language }).where(eq(person.id, id));

/** True of an address whose person's access is suspended, at the instant of the statement. */
export const isSuspendedAddress = (email: SQL | string) =>
  sql`exists (select 1 from person where email = ${email} and disabled_at is not null)`;

/** True of an address with which somebody has signed in. */
export const isProvenAddress = (email: SQL | SQLWrapper) =>
  sql<0 | 1>`exists (select 1 from person where email = ${email} and email_verified = 1)`;

/** True of a person who cannot sign in any more, at the instant of the statement. */
export const isDisabled = (personId: PersonId) =>
  sql`exists (select 1 from person where id = ${personId} and disabled_at is not null and erased_at is null)`;
