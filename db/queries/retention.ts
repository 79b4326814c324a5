import { type SQL, sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { message } from "#src/domain/message.ts";
import type { Keeping } from "#src/domain/personal-data.ts";

const settled = listOf(message.states.filter((state) => !["queued", "sending", "gathered"].includes(state)));
const never = listOf(["draft", "denied", "refused", "withdrawn"]);
const refused = listOf(["refused", "denied", "ended"]);
const codesSent = listOf(["code", "code-known", "code-mailed"]);

const empty = (table: string, set: SQL, old: SQL, most: number) =>
  build.run(sql`update ${sql.raw(table)} set ${set}
    where id in (select id from ${sql.raw(table)} where ${old} limit ${most})`);

const remove = (table: string, old: SQL, most: number) =>
  build.run(sql`delete from ${sql.raw(table)}
    where id in (select id from ${sql.raw(table)} where ${old} limit ${most})`);

/**
 * What becomes of personal data that is older than an instant, of so many rows at most: by index, each row once, so that it
 * may be cut off and done again. How long each is kept is said in `src/domain/personal-data.ts`.
 */
export const retention: Readonly<Record<Keeping, (before: number, most: number) => Statement>> = {
  message: (before, most) =>
    empty(
      "outbox",
      sql`subject = '', html = '', text = '', unsubscribe = null, sealed_code = null`,
      sql`text <> '' and changed_at < ${before} and +state in ${settled}`,
      most,
    ),
  messageAddress: (before, most) =>
    empty(
      "outbox",
      sql`recipient = '', mailbox = null, causer = null, causer_domain = null`,
      sql`recipient <> '' and changed_at < ${before} and +state in ${settled}`,
      most,
    ),
  operation: (before, most) =>
    remove(
      "operation",
      sql`person_id is not null and action <> 'session.request-code' and at < ${before}`,
      most,
    ),
  codeRequest: (before, most) =>
    remove("operation", sql`action = 'session.request-code' and at < ${before}`, most),
  apiAnswer: (before, most) => remove("api_answer", sql`at < ${before}`, most),
  invitation: (before, most) => remove("invitation", sql`created_at < ${before}`, most),
  nominee: (before, most) =>
    empty(
      "nominee",
      sql`email = id`,
      sql`state in ${refused} and email <> id and changed_at < ${before}`,
      most,
    ),
  link: (before, most) =>
    empty(
      "link",
      sql`email = ''`,
      sql`email <> '' and (case when acted_at is not null then acted_at else replaced_at end) < ${before}`,
      most,
    ),
  request: (before, most) =>
    empty(
      "access_request",
      sql`reason = null, question = null, answer = null, comment = null`,
      sql`coalesce(reason, question, answer, comment) is not null and decided_at < ${before}`,
      most,
    ),
  review: (before, most) =>
    empty(
      "review",
      sql`question = null, answer = null, comment = null, domain = null, note = null`,
      sql`coalesce(question, answer, comment, domain, note) is not null and decided_at < ${before}`,
      most,
    ),
  reclaim: (before, most) =>
    empty(
      "reclaim",
      sql`comment = null, objection = null`,
      sql`coalesce(comment, objection) is not null and changed_at < ${before}
        and state in ('objected', 'appointed', 'refused', 'withdrawn')`,
      most,
    ),
  registration: (before, most) =>
    empty(
      "registration",
      sql`answers = '{}'`,
      sql`state in ${never} and answers <> '{}' and changed_at < ${before}`,
      most,
    ),
  addressChange: (before, most) =>
    empty(
      "address_change",
      sql`old_email = '', new_email = '', identities = null`,
      sql`new_email <> '' and changed_at < ${before} and state in ('settled', 'undone', 'withdrawn', 'lapsed')`,
      most,
    ),
  accountDraft: (before, most) =>
    empty(
      "smart_account",
      sql`answers = '{}'`,
      sql`state = 'draft' and answers <> '{}' and changed_at < ${before}`,
      most,
    ),
  accountNeverUsed: (before, most) =>
    empty(
      "smart_account",
      sql`answers = '{}', authorizer_email = null, authorizer_language = null, message = null, user_note = null,
        comment = null`,
      sql`authorizer_email is not null and ended_at < ${before}`,
      most,
    ),
  failedTry: (before, most) => remove("attempt", sql`kind not in ${codesSent} and at < ${before}`, most),
  codeSent: (before, most) => remove("attempt", sql`kind in ${codesSent} and at < ${before}`, most),
  session: (before, most) => remove("session", sql`expires_at < ${before}`, most),
  code: (before, most) => remove("verification", sql`expires_at < ${before}`, most),
  sealedCode: (before, most) =>
    empty(
      "outbox",
      sql`sealed_code = null`,
      sql`sealed_code is not null and expires_at < ${before} and +state in ${settled}`,
      most,
    ),
  farewell: (_before, most) =>
    empty(
      "outbox",
      sql`recipient = iif(template = 'data-erased', '', recipient), subject = '', html = '', text = '',
        unsubscribe = null`,
      sql`brief = 1 and text <> '' and state in ${settled}`,
      most,
    ),
};
