import { and, eq, gt, isNull, ne, not, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { recovery } from "#db/schema/passkey.ts";
import { suspension } from "#db/schema/person.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { isEnabledAmong } from "./person.ts";

/** Since when, and whose, words count: those of addresses of agents. */
interface Counting {
  readonly since: number;
  readonly agents: readonly string[];
}

/** Whoever said it is an agent now, and has been since: what was said in the name of somebody suspended is void for good. */
const stillCounts = (agents: readonly string[]) =>
  and(
    isEnabledAmong(sql`${recovery.askedBy}`, agents),
    sql`not exists (select 1 from ${suspension}
      where ${suspension.personId} = ${recovery.askedBy} and ${suspension.suspendedAt} >= ${recovery.askedAt})`,
  );

const isOpen = (personId: SQL | PersonId, { since, agents }: Counting) =>
  and(
    eq(recovery.personId, sql`${personId}`),
    isNull(recovery.agreedAt),
    gt(recovery.askedAt, since),
    stillCounts(agents),
  );

/**
 * What an agent said after an instant of the passkeys of the person behind an address, as long as no other has agreed, and
 * whoever said so is an agent still.
 */
export const recoveryOf = (email: string, counting: Counting) =>
  build
    .select({
      id: recovery.id,
      reason: recovery.reason,
      askedAt: recovery.askedAt,
      askedBy: recovery.askedBy,
      askedByName: sql<string>`(select name from person by where by.id = ${recovery.askedBy})`.as("by_name"),
    })
    .from(recovery)
    .where(isOpen(sql`(select id from person where email = ${email})`, counting));

/** True while no agent has said so since then that waits for another. */
export const isUnanswered = (personId: PersonId, counting: Counting) =>
  not(sql`exists (select 1 from ${recovery} where ${isOpen(personId, counting)})`);

export const askForRecovery = (row: typeof recovery.$inferInsert) => build.insert(recovery).values(row);

/** Another agent agrees; no row changes where somebody has, where it is the same agent, or the first is none any more. */
export const agreeToRecovery = (id: string, agentId: PersonId, now: number, agents: readonly string[]) =>
  build
    .update(recovery)
    .set({ agreedAt: now, agreedBy: agentId })
    .where(
      and(eq(recovery.id, id), isNull(recovery.agreedAt), ne(recovery.askedBy, agentId), stillCounts(agents)),
    );
