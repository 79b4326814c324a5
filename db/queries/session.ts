import { and, desc, eq, gt, inArray, ne, type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import { auditEvent } from "#db/schema/record.ts";
import { session } from "#db/schema/person.ts";
import type { AuditAction } from "#src/i18n/history.ts";
import type { OperationId, PersonId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";

const told = [
  "session.start",
  "session.end",
  "session.end-others",
  "session.sign-out",
] as const satisfies AuditAction[];

/** The sessions of somebody that have not ended, the one used last first; `token`: of the asking browser, `now`: the real time. */
export const sessionsOf = (personId: SQL, token: string, now: number) =>
  build
    .select({
      id: session.id,
      own: sql<number>`${session.token} = ${token}`.as("own"),
      userAgent: session.userAgent,
      country: session.country,
      startedAt: session.createdAt,
      usedAt: session.updatedAt,
    })
    .from(session)
    .where(and(eq(session.userId, sql`${personId}`), gt(session.expiresAt, new Date(now))))
    .orderBy(desc(session.updatedAt), desc(session.createdAt))
    .limit(limits.session.most);

/** Begins a session; where there are too many of that person, those end that were used longest ago. */
export const beginSession = (row: typeof session.$inferInsert): Statement[] => [
  build.insert(session).values(row),
  build.run(sql`delete from session where user_id = ${row.userId} and id not in (
    select id from session where user_id = ${row.userId}
    order by updated_at desc, created_at desc limit ${limits.session.most})`),
];

/** A session is used: until when it goes on. */
export const useSession = (token: string, until: number, now: number) =>
  build
    .update(session)
    .set({ expiresAt: new Date(until), updatedAt: new Date(now) })
    .where(eq(session.token, token));

export const endSession = (token: string) => build.delete(session).where(eq(session.token, token));

/** Ends a session of somebody, and nobody else's. */
export const endSessionOf = (personId: PersonId, id: string) =>
  build.delete(session).where(and(eq(session.id, id), eq(session.userId, personId)));

export const endSessionsOf = (personId: PersonId) =>
  build.delete(session).where(eq(session.userId, personId));

/** Ends all sessions of somebody but one. */
export const endSessionsBut = (personId: PersonId, token: string) =>
  build.delete(session).where(and(eq(session.userId, personId), ne(session.token, token)));

interface Event {
  readonly at: number;
  readonly operationId: OperationId;
}

/** Puts on record, once, that somebody has signed in. */
export const recordSignIn = (personId: PersonId, { at, operationId }: Event) =>
  build.run(sql`
    insert into audit_event (at, actor, action, subject_id, operation_id)
    select ${at}, ${personId}, 'session.start', ${personId}, ${operationId}
    where not exists (select 1 from audit_event where operation_id = ${operationId})`);

/** Puts on record that a wrong code was entered for somebody, as long as there are fewer of it since an instant than `most`. */
export const recordWrongCode = (
  email: string,
  { at, operationId }: Event,
  { since, most }: { readonly since: number; readonly most: number },
) =>
  build.run(sql`
    insert into audit_event (at, actor, action, subject_id, refusal, operation_id)
    select ${at}, 'nobody', 'session.start', p.id, 'invalid', ${operationId} from person p
    where p.email = ${email} and (select count(*) from audit_event
      where subject_id = p.id and actor = 'nobody' and at > ${since}) < ${most}`);

/** Puts on record that somebody signs out; to be written before the session ends. */
export const recordSignOut = (token: string, { at, operationId }: Event) =>
  build.run(sql`
    insert into audit_event (at, actor, action, subject_id, operation_id)
    select ${at}, user_id, 'session.sign-out', user_id, ${operationId} from session where token = ${token}`);

/** The latest beginnings and ends of somebody's sessions, those in vain too, newest first. */
export const signInsOf = (personId: SQL, most: number) =>
  build
    .select({ id: auditEvent.id, at: auditEvent.at, action: auditEvent.action, refusal: auditEvent.refusal })
    .from(auditEvent)
    .where(and(eq(auditEvent.subjectId, sql`${personId}`), inArray(auditEvent.action, [...told])))
    .orderBy(desc(auditEvent.id))
    .limit(most);
