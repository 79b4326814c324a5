import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { auditCount, jobRun } from "#db/schema/record.ts";
import { review } from "#src/domain/review.ts";
import { lastLoads } from "./last-load.ts";
import { undone } from "./provisioning.ts";

/** Messages that wait, and those that did not arrive; the rest are as many as there ever were. */
const told = ["queued", "sending", "gathered", "set-aside", "bounced", "complained"];

/** Without a webhook these are all messages: no more are counted. */
const unreportedCounted = 500;

/** What is on record, to be counted: each by an index or a table of a few rows; `now` is the real time, `present` the business's. */
export const figures = (now: number, present: number) => ({
  audit: build.select().from(auditCount),
  jobs: build.select().from(jobRun),
  loads: lastLoads(),
  messages: build.all<{ state: string; many: number; dueAt: number }>(sql`
    select state, count(*) as many, min(due_at) as due_at from outbox where state in ${told} group by state`),
  unreported: build.all<{ many: number }>(sql`
    select count(*) as many from (
      select 1 from outbox where state = 'sent' and changed_at < ${now - 3_600_000} limit ${unreportedCounted})`),
  rest: build.all<{ since: number }>(sql`
    select since from mail_rest where id = 1 and (until is null or until > ${now})`),
  tries: build.all<{ kind: string; many: number }>(sql`
    select kind, count(*) as many from attempt indexed by attempt_at where at > ${present - 3_600_000} and kind <> 'change' group by kind`),
  reviews: build.all<{ many: number; late: number }>(sql`
    select count(*) as many, coalesce(sum(due_at < ${present}), 0) as late from review
    where state in ${listOf(review.open)}`),
  calls: build.all<{ many: number; dueAt: number | null }>(sql`
    select count(*) as many, min(due_at) as due_at from provisioning where state in ${undone}`),
  unsealed: build.all<{ many: number }>(sql`
    select coalesce((select max(id) from audit_event), 0) - coalesce((select max(through_id) from audit_seal), 0)
      as many`),
  written: build.all<{ at: number }>(sql`select at from heartbeat where id = 1 and at <= ${now}`),
});
