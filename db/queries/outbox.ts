import { and, eq, inArray, lte, notInArray, or, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { mover } from "#db/move.ts";
import { link } from "#db/schema/link.ts";
import { outbox } from "#db/schema/outbox.ts";
import { message, type MessageState } from "#src/domain/message.ts";
import { isSuspendedAddress } from "./person.ts";

const withheld = message.transition("withhold");

export type OutboxRow = typeof outbox.$inferSelect;

/** Writes a message that is on nobody's budget; whose access is suspended is sent none (SECURITY.md 7). */
export const addMessage = ({ sealedCode = null, ...row }: typeof outbox.$inferInsert) =>
  build.insert(outbox).values({
    ...row,
    state: sql`iif(${isSuspendedAddress(row.recipient)}, ${withheld.to}, ${row.state})`,
    sealedCode: sql`iif(${isSuspendedAddress(row.recipient)}, null, ${sealedCode})`,
  });

/** What waits to leave to somebody is not sent any more. */
export const withholdQueued = (recipient: string, now: number) =>
  build
    .update(outbox)
    .set({ state: withheld.to, sealedCode: null, changedAt: now })
    .where(and(eq(outbox.recipient, recipient), inArray(outbox.state, [...withheld.from])));

const claimed = message.transition("claim");
const dropped = message.transition("drop");

/** Drops what is of no use any more, such as an expired sign-in code. */
export const dropExpired = (now: number) =>
  build
    .update(outbox)
    .set({ state: dropped.to, sealedCode: null, changedAt: now })
    .where(and(inArray(outbox.state, [...dropped.from]), lte(outbox.expiresAt, now), lte(outbox.dueAt, now)));

/** Takes what is due, most urgent first, and holds it until `until`; what another relay let go of is due again. */
export const claimDue = (now: number, until: number, most: number) =>
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
          .where(and(inArray(outbox.state, [...claimed.from]), lte(outbox.dueAt, now)))
          .orderBy(outbox.priority, outbox.dueAt)
          .limit(most),
      ),
    );

const heldUntil = (until: number) => and(eq(outbox.state, "sending"), eq(outbox.dueAt, until));

/** What a relay holds; read apart, so that it also has what a claim took whose answer was lost. */
export const held = (until: number) => build.select().from(outbox).where(heldUntil(until));

/** The links that messages carry, to make their tokens again. */
export const linksOf = (until: number) =>
  build
    .select({ id: link.id, purpose: link.purpose, nonce: link.nonce, tokenHash: link.tokenHash })
    .from(link)
    .innerJoin(outbox, eq(outbox.linkId, link.id))
    .where(heldUntil(until));

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
