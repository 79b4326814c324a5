import { and, desc, eq, gt, lt, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { attempt, auditEvent, heartbeat, localClock, operation } from "#db/schema/record.ts";
import type { OperationId, PersonId } from "#src/domain/ids.ts";
import { suffixesOf } from "./email-domain.ts";

export const operationById = (id: OperationId) => build.select().from(operation).where(eq(operation.id, id));

export const recordOperation = (row: {
  id: OperationId;
  personId: PersonId | null;
  action: string;
  next: string;
  at: number;
}) => build.insert(operation).values(row);

/** Puts rows on record, in their order; at least one. */
export const recordAudit = (...rows: (typeof auditEvent.$inferInsert)[]) =>
  build.insert(auditEvent).values(rows);

/** Records that somebody tried what was refused, as long as there are fewer of it since an instant than `most`. */
export const recordAttempt = (
  { at, actor, action, subjectId, organizationId, refusal, operationId }: typeof auditEvent.$inferInsert,
  { since, most }: { readonly since: number; readonly most: number },
) =>
  build.run(sql`
    insert into audit_event (at, actor, action, subject_id, organization_id, refusal, operation_id)
    select ${at}, ${actor}, ${action}, ${subjectId}, ${organizationId ?? null}, ${refusal ?? null}, ${operationId}
    where (select count(*) from audit_event where subject_id = ${subjectId} and actor = ${actor}
      and refusal is not null and at > ${since}) < ${most}`);

/** When something was tried after an instant, the latest first; no more of it than `most`. */
export const attemptsSince = (kind: string, subject: string | SQL, since: number | SQL, most: number) =>
  build
    .select({ at: attempt.at })
    .from(attempt)
    .where(and(eq(attempt.kind, kind), eq(attempt.subject, subject), gt(attempt.at, since)))
    .orderBy(desc(attempt.at))
    .limit(most);

/** The instant of the last counted try; 0 without any. */
export const lastAttempt = (kind: string, subject: string) =>
  sql`(select coalesce(max(at), 0) from attempt where kind = ${kind} and subject = ${subject})`;

/** At most so many tries after an instant. */
export interface Allowance {
  readonly since: number | SQL;
  readonly most: number;
}

/** True while an allowance is not used up. */
export const isAllowed = (kind: string, subject: string, { since, most }: Allowance) =>
  sql`(select count(*) from attempt where kind = ${kind} and subject = ${subject} and at > ${since}) < ${most}`;

/** Counts a try unless an allowance is used up: then no row changes. */
export const countAttempt = (kind: string, subject: string, at: number, allowances: readonly Allowance[]) =>
  build.run(sql`
    insert into attempt (kind, subject, at) select ${kind}, ${subject}, ${at}
    where ${sql.join(
      allowances.map((allowance) => isAllowed(kind, subject, allowance)),
      sql` and `,
    )}`);

/** How much was changed on a day, by its beginning: by a mailbox, and by all of the company that an address is of. */
export const changesOf = (mailbox: SQL, email: SQL, day: number) =>
  build.all<{ subject: string; times: number }>(sql`
    with recursive ${suffixesOf(email)}
    select subject, times from attempt where kind = 'change' and at = ${day}
      and subject in (select ${mailbox} union all select domain from suffix)`);

/** How much counts on a day, by its beginning, of each of some subjects. */
export const timesOf = (subjects: readonly string[], day: number) =>
  build.all<{ subject: string; times: number }>(sql`
    select subject, times from attempt where kind = 'change' and at = ${day}
      and subject in (select value from json_each(${JSON.stringify(subjects)}))`);

/** Counts what is changed on a day unless so much was before: then no row changes. */
export const countChanges = (subject: string, day: number, times: number, most: number) =>
  build.run(sql`
    insert into attempt (kind, subject, at, times) values ('change', ${subject}, ${day}, ${times})
    on conflict (kind, subject, at) where kind = 'change'
    do update set times = attempt.times + excluded.times where attempt.times < ${most}`);

/** One try that was counted at an instant counts no more. */
export const uncount = (kind: string, subject: string, at: SQL) =>
  build.run(sql`delete from attempt where id = (select max(id) from attempt
    where kind = ${kind} and subject = ${subject} and at = ${at})`);

/** The proof that the database can be written: changes a row only when the last one is older than `before`. */
export const beat = (at: number, before: number) =>
  build
    .insert(heartbeat)
    .values({ id: 1, at })
    .onConflictDoUpdate({ target: heartbeat.id, set: { at }, setWhere: lt(heartbeat.at, before) });

/** The instant of the last migration that a database has seen. */
export const newestMigration = () =>
  build.all<{ at: number | null }>(sql`select max(created_at) as at from __drizzle_migrations`);

/** How far the local run's clock was moved forward. */
export const readLocalClock = () => build.select().from(localClock).where(eq(localClock.id, 1));

export const setLocalClock = (offset: number) =>
  build
    .insert(localClock)
    .values({ id: 1, offset })
    .onConflictDoUpdate({ target: localClock.id, set: { offset } });
