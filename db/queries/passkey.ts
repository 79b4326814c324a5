import { and, asc, eq, isNull, lt, ne, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { passkey } from "#db/schema/passkey.ts";
import { session } from "#db/schema/person.ts";
import type { PersonId } from "#src/domain/ids.ts";

/** The passkeys of somebody, in the order in which they came. */
export const passkeysOf = (personId: SQL | PersonId) =>
  build
    .select()
    .from(passkey)
    .where(eq(passkey.personId, sql`${personId}`))
    .orderBy(asc(passkey.createdAt), asc(passkey.id));

export type PasskeyRow = typeof passkey.$inferSelect;

/** Whoever has signed in by code in this session, whether or not a passkey is still to be shown; `now` is the real time. */
export const signedInByCode = (token: string, now: number) =>
  build.all<{ id: PersonId; provedAt: number | null; startedAt: number }>(sql`
    select p.id, s.proved_at, s.created_at as started_at from ${session} s join person p on p.id = s.user_id
    where s.token = ${token} and s.expires_at > ${now} and p.disabled_at is null`);

/** The person of a session, whether or not a passkey is still to be shown; for use inside of another statement. */
export const personOfSession = (token: string) => sql`(select user_id from session where token = ${token})`;

/** Adds a passkey; fails where a device's is known already. */
export const addPasskey = (row: typeof passkey.$inferInsert) => build.insert(passkey).values(row);

/** True while somebody has fewer passkeys. */
export const fewerPasskeys = (personId: PersonId, most: number) =>
  sql`(select count(*) from passkey where person_id = ${personId}) < ${most}`;

/** True while somebody has another passkey than this one. */
export const hasOtherPasskey = (personId: PersonId, id: string) =>
  sql`exists (select 1 from passkey where person_id = ${personId} and id <> ${id})`;

/** A passkey has answered a challenge; no row changes where it has answered that one, or a later one, before. */
export const answer = (id: string, issuedAt: number, counter: number) =>
  build
    .update(passkey)
    .set({ answeredAt: issuedAt, counter })
    .where(and(eq(passkey.id, id), lt(passkey.answeredAt, issuedAt)));

/** A passkey was shown in this session. */
export const proveSession = (token: string, now: number) =>
  build.update(session).set({ provedAt: now }).where(eq(session.token, token));

export const renamePasskey = (personId: PersonId, id: string, name: string) =>
  build
    .update(passkey)
    .set({ name })
    .where(and(eq(passkey.id, id), eq(passkey.personId, personId)));

export const removePasskey = (personId: PersonId, id: string) =>
  build.delete(passkey).where(and(eq(passkey.id, id), eq(passkey.personId, personId)));

/** Ends the sessions of somebody in which no passkey was shown, but for one: a passkey that shut them is no more. */
export const endUnprovedBut = (personId: PersonId, token: string) =>
  build
    .delete(session)
    .where(and(eq(session.userId, personId), isNull(session.provedAt), ne(session.token, token)));

export const removePasskeysOf = (personId: PersonId) =>
  build.delete(passkey).where(eq(passkey.personId, personId));
