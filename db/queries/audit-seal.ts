import { asc, eq, gt, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { auditEvent, auditSeal } from "#db/schema/record.ts";

export type AuditRow = typeof auditEvent.$inferSelect;
export type AuditSeal = typeof auditSeal.$inferSelect;

export const lastSeal = () =>
  build
    .select()
    .from(auditSeal)
    .where(eq(auditSeal.throughId, sql`(select max(through_id) from audit_seal)`));

/** Seals that follow one, in their order. */
export const sealsAfter = (throughId: number, most: number) =>
  build
    .select()
    .from(auditSeal)
    .where(gt(auditSeal.throughId, throughId))
    .orderBy(asc(auditSeal.throughId))
    .limit(most);

const sealed = sql`(select coalesce(max(through_id), 0) from audit_seal)`;

/** The audit events that are not sealed yet, in their order. */
export const unsealed = (most: number) =>
  build.select().from(auditEvent).where(gt(auditEvent.id, sealed)).orderBy(asc(auditEvent.id)).limit(most);

/** The audit events that follow one, in their order. */
export const eventsAfter = (id: number, most: number) =>
  build.select().from(auditEvent).where(gt(auditEvent.id, id)).orderBy(asc(auditEvent.id)).limit(most);

export const addSeal = (seal: AuditSeal) => build.insert(auditSeal).values(seal);

/** Counts events that are sealed in the same batch. */
export const countSealed = (events: readonly AuditRow[]) =>
  build.run(sql`
    insert into audit_count (action, refusal, times)
    select value ->> 0, value ->> 1, count(*)
    from json_each(${JSON.stringify(events.map(({ action, refusal }) => [action, refusal ?? ""]))})
    where true group by 1, 2
    on conflict (action, refusal) do update set times = times + excluded.times`);
