import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { message } from "#src/domain/message.ts";
import { limits } from "#src/domain/limits.ts";
import type { Language } from "#src/i18n/languages.ts";
import type { Due } from "./due.ts";

const { after, pause } = limits.mail.summary;
const { from, to } = message.transition("summarize");

/** True where a reader had no summary for a day. */
const noneSince = (recipient: SQL, now: number) =>
  sql`not exists (select 1 from outbox s where s.recipient = ${recipient} and s.template = 'summary'
    and s.created_at > ${now - pause})`;

/** Whose messages were gathered: each named by the first of them. */
export const summariesDue = (now: number, beyond: string, most: number) =>
  build.all<Due>(sql`
    select id, 'gathered' as stage from (
      select min(o.id) as id, o.recipient, min(o.created_at) as first from outbox o
      where o.state in ${[...from]} group by o.recipient) g
    where first <= ${now - after} and id > ${beyond} and ${noneSince(sql`g.recipient`, now)}
    order by id limit ${most}`);

const readerOf = (id: string) => sql`(select recipient from outbox where id = ${id})`;

/** All that is gathered for the reader of a message, and how the reader is written to. */
export const gatheredWith = (id: string) =>
  build.all<{
    email: string;
    language: Language | null;
    name: string | null;
    disabledAt: number | null;
    priority: number;
  }>(sql`
    select o.recipient as email, coalesce(p.language, o.language) as language, p.name, p.disabled_at, o.priority
    from outbox o left join person p on p.email = o.recipient
    where o.recipient = ${readerOf(id)} and o.state in ${[...from]}`);

export const summaryIsDue = (recipient: string, now: number) => noneSince(sql`${recipient}`, now);

/** What was gathered for a reader is in a summary. */
export const markSummarized = (recipient: string, now: number) =>
  build.run(sql`update outbox set state = ${to}, changed_at = ${now}
    where recipient = ${recipient} and state in ${[...from]}`);
