import {
  and,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNotNull,
  lte,
  min,
  ne,
  not,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { build, type Result } from "#db/builder.ts";
import { mover } from "#db/move.ts";
import { link } from "#db/schema/link.ts";
import { mailRest, outbox } from "#db/schema/outbox.ts";
import type { OperationId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { message, type MessageState } from "#src/domain/message.ts";
import { isProvenAddress, isSuspendedAddress } from "./person.ts";

const withheld = message.transition("withhold");

export type OutboxRow = typeof outbox.$inferSelect;

/** Writes a message that is on nobody's budget; whose access is suspended is sent none (SECURITY.md 7). */
export const addMessage = ({ sealedCode = null, ...row }: typeof outbox.$inferInsert) =>
  build.insert(outbox).values({
    ...row,
    state: sql`iif(${isSuspendedAddress(row.recipient)}, ${withheld.to}, ${row.state})`,
    sealedCode: sql`iif(${isSuspendedAddress(row.recipient)}, null, ${sealedCode})`,
  });

/** What waits to leave to somebody is not sent any more, and counts for nobody. */
export const withholdQueued = (recipient: string, now: number) =>
  build
    .update(outbox)
    .set({
      state: withheld.to,
      sealedCode: null,
      mailbox: null,
      causer: null,
      causerDomain: null,
      changedAt: now,
    })
    .where(and(eq(outbox.recipient, recipient), inArray(outbox.state, [...withheld.from])));

const claimed = message.transition("claim");
const dropped = message.transition("drop");

/** Drops what is of no use any more, such as an expired sign-in code. */
export const dropExpired = (now: number) =>
  build
    .update(outbox)
    .set({ state: dropped.to, sealedCode: null, changedAt: now })
    .where(and(inArray(outbox.state, [...dropped.from]), lte(outbox.expiresAt, now), lte(outbox.dueAt, now)));

const isAwake = (now: number) =>
  sql`not exists (select 1 from ${mailRest} where ${mailRest.until} is null or ${mailRest.until} > ${now})`;

/** Why nothing leaves, if so. */
export const restOfMail = () => build.select().from(mailRest);

/** Nothing leaves for a while, longer each time; what an operator has stopped stays so. */
export const restMail = (now: number, because: string) => {
  const { firstRest, longestRest } = limits.outbox;
  return build.run(sql`
    insert into mail_rest (id, since, until, because, tries) values (1, ${now}, ${now + firstRest}, ${because}, 1)
    on conflict (id) do update set tries = tries + 1, because = excluded.because,
      until = ${now} + min(${longestRest}, ${firstRest} << min(tries, 10))
    where mail_rest.until is not null and mail_rest.until <= ${now}`);
};

/** The account is well again; what an operator has stopped stays so. */
export const wakeMail = () => build.delete(mailRest).where(isNotNull(mailRest.until));

/** Nothing leaves until an operator says so. */
export const stopMail = (now: number, because: string) =>
  build.run(sql`
    insert into mail_rest (id, since, until, because, tries) values (1, ${now}, null, ${because}, 0)
    on conflict (id) do update set until = null, because = excluded.because`);

/** Everything may leave again. */
export const startMail = () => build.delete(mailRest);

/**
 * Takes what is due, most urgent first, and holds it until `until`; what another relay let go of is due again. With an
 * operation, only what that has written.
 */
export const claimDue = (now: number, until: number, most: number, operationId?: OperationId) =>
  build
    .update(outbox)
    .set({
      state: claimed.to,
      dueAt: until,
      attempts: sql`${outbox.attempts} + 1`,
      firstTriedAt: sql`coalesce(${outbox.firstTriedAt}, ${now})`,
    })
    .where(
      inArray(
        outbox.id,
        build
          .select({ id: outbox.id })
          .from(outbox)
          .where(
            and(
              operationId && eq(outbox.operationId, operationId),
              inArray(outbox.state, [...claimed.from]),
              lte(outbox.dueAt, now),
              isAwake(now),
            ),
          )
          .orderBy(outbox.priority, outbox.dueAt)
          .limit(most),
      ),
    );

const heldUntil = (until: number) => and(eq(outbox.state, "sending"), eq(outbox.dueAt, until));

/**
 * What a relay holds, and the links that it carries, to make their tokens again; read apart, so that it also has what a
 * claim took whose answer was lost.
 */
export const heldRecords = (until: number) => ({
  rows: build
    .select({ ...getTableColumns(outbox), isProven: isProvenAddress(outbox.recipient) })
    .from(outbox)
    .where(heldUntil(until)),
  links: build
    .select({ id: link.id, purpose: link.purpose, nonce: link.nonce, tokenHash: link.tokenHash })
    .from(link)
    .innerJoin(outbox, eq(outbox.linkId, link.id))
    .where(heldUntil(until)),
});

/** What a relay holds. */
export type Held = { [K in keyof ReturnType<typeof heldRecords>]: Result<ReturnType<typeof heldRecords>[K]> };

const move = mover(outbox, message);

/** Writes what became of a message that this relay still holds. */
export const settle = (
  { id, dueAt }: Pick<OutboxRow, "id" | "dueAt">,
  event: Parameters<typeof move>[1],
  changes: Parameters<typeof move>[2],
) => move({ id, state: "sending" }, event, changes, eq(outbox.dueAt, dueAt));

/** Records what the provider reports, whichever way round reports come. */
export function recordReport(
  by: { messageId: string | null; providerId: string },
  event: "deliver" | "bounce" | "complain",
  now: number,
) {
  const { from, to: state } = message.transition(event);
  return build
    .update(outbox)
    .set({ state, providerId: by.providerId, changedAt: now })
    .where(
      and(
        or(eq(outbox.providerId, by.providerId), by.messageId ? eq(outbox.id, by.messageId) : undefined),
        inArray(outbox.state, [...from]),
      ),
    );
}

/** Whether a sign-in code of the time since then came back from this address. */
export const codeCameBackSince = (recipient: string, since: number) =>
  build
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        eq(outbox.recipient, recipient),
        gt(outbox.createdAt, since),
        eq(outbox.state, "bounced"),
        eq(outbox.template, "sign-in-code"),
      ),
    )
    .limit(1);

const resent = message.transition("resend");
const waiting: readonly MessageState[] = ["queued", "sending"];
const aside: readonly MessageState[] = ["set-aside", "bounced", "complained"];

/** True of a message to somebody whose access is suspended, but for the one that says so. */
export const isStopped = sql`(template <> 'access-suspended' and ${isSuspendedAddress(sql`recipient`)})`;

/** Sends a message anew that did not arrive, as a message of its own for the provider; nothing without its words. */
export const resend = (id: string, now: number) =>
  build
    .update(outbox)
    .set({
      state: resent.to,
      dueAt: now,
      attempts: 0,
      firstTriedAt: null,
      problem: null,
      resent: sql`${outbox.resent} + 1`,
      changedAt: now,
    })
    .where(
      and(
        eq(outbox.id, id),
        inArray(outbox.state, [...resent.from]),
        ne(outbox.text, ""),
        ne(outbox.recipient, ""),
        not(isStopped),
      ),
    )
    .returning({ id: outbox.id });

const keptBack = message.transition("setAside");

/** Keeps a message that waits from leaving: an operator knows that it has left already. */
export const keepBack = (id: string, now: number) =>
  build
    .update(outbox)
    .set({ state: keptBack.to, problem: "kept back by an operator", sealedCode: null, changedAt: now })
    .where(and(eq(outbox.id, id), eq(outbox.state, "queued")))
    .returning({ id: outbox.id });

export const messageById = (id: string) => build.select().from(outbox).where(eq(outbox.id, id));

/** How many messages are in each state, and when the oldest of them changed last. */
export const mailCounts = () =>
  build
    .select({ state: outbox.state, count: count(), oldest: min(outbox.changedAt) })
    .from(outbox)
    .groupBy(outbox.state)
    .orderBy(outbox.state);

/** What waits or did not arrive, the latest first. */
export const messagesToMind = (most: number) =>
  build
    .select()
    .from(outbox)
    .where(inArray(outbox.state, [...waiting, ...aside]))
    .orderBy(desc(outbox.changedAt))
    .limit(most);

const neverSent: readonly MessageState[] = ["gathered", "summarized", "withheld"];

/** Every message that leaves to an address (null: to anybody) with its link, newest first: for the local mailbox. */
export const messagesTo = (recipient: string | null, most: number) =>
  build
    .select({
      message: outbox,
      link: { id: link.id, purpose: link.purpose, nonce: link.nonce, tokenHash: link.tokenHash },
    })
    .from(outbox)
    .leftJoin(link, eq(link.id, outbox.linkId))
    .where(
      and(notInArray(outbox.state, [...neverSent]), recipient ? eq(outbox.recipient, recipient) : undefined),
    )
    .orderBy(sql`${outbox.createdAt} desc`, sql`${outbox}.rowid desc` as SQL)
    .limit(most);
