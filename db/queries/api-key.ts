import { and, desc, eq, gt, isNull, lt, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { mustBe, mustFind } from "#db/gate.ts";
import { apiAnswer, apiKey } from "#db/schema/api-key.ts";
import { person } from "#db/schema/person.ts";
import type { Scope } from "#src/domain/api/scope.ts";
import type { ApiKeyId, OperationId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import type { Due } from "./due.ts";

/**
 * The keys of the provider's systems, never their secrets: those in use, so that none can be hidden behind many that were
 * made and ended, then the others; the newest first.
 */
export const apiKeys = (most: number, now: number) =>
  build
    .select({
      id: apiKey.id,
      name: apiKey.name,
      scopes: apiKey.scopes,
      createdByName: person.name,
      createdAt: apiKey.createdAt,
      expiresAt: apiKey.expiresAt,
      endedAt: apiKey.endedAt,
      usedAt: apiKey.usedAt,
    })
    .from(apiKey)
    .leftJoin(person, eq(person.id, apiKey.createdBy))
    .orderBy(desc(and(isNull(apiKey.endedAt), gt(apiKey.expiresAt, now))!), desc(apiKey.createdAt))
    .limit(most);

/** What the system is called whose key stands where else somebody's id does (`actorOf`). */
export const keyName = (actor: SQL) => sql`(select k.name from api_key k where k.id = substr(${actor}, 5))`;

/** A key that was just made, by the hash of its secret, for its maker to be shown once more. */
export const apiKeyMade = (id: ApiKeyId, hash: string) =>
  build
    .select({ id: apiKey.id, createdAt: apiKey.createdAt })
    .from(apiKey)
    .where(and(eq(apiKey.hash, hash), eq(apiKey.id, id), isNull(apiKey.endedAt)));

/** True of a key `k` that counts at an instant. */
const counts = (now: number) => sql`k.ended_at is null and k.expires_at > ${now}`;

/** A key that a system shows. */
export interface ShownKey {
  readonly id: ApiKeyId;
  readonly name: string;
  /** JSON: a list of `Scope`. */
  readonly scopes: string;
  readonly expiresAt: number;
  readonly usedAt: number | null;
}

/** What a reading by a key goes on from: a key that counts, then what it may do; null: nothing but be asked who it is. */
export const keyGates = (hash: string, scope: Scope | null, now: number) => ({
  key: mustFind<ShownKey>(
    sql`select k.id, k.name, k.scopes, k.expires_at, k.used_at from api_key k
      where k.hash = ${hash} and ${counts(now)}`,
    "id",
  ),
  allowed: mustBe(sql`${scope} is null or exists (
    select 1 from api_key k cross join json_each(k.scopes) where k.hash = ${hash} and value = ${scope})`),
});

/** True while a key counts, at the instant of the statement. */
export const keyCounts = (id: ApiKeyId, now: number) =>
  sql`exists (select 1 from api_key k where k.id = ${id} and ${counts(now)})`;

/** True while there may be one more key, and none of this name. */
export const mayHaveApiKey = (name: string, now: number) =>
  sql`(select count(*) from api_key k where ${counts(now)}) < ${limits.apiKey.most}
    and not exists (select 1 from api_key k where lower(k.name) = lower(${name}) and ${counts(now)})`;

export const addApiKey = (row: typeof apiKey.$inferInsert) => build.insert(apiKey).values(row);

/** Ends a key at once; no row changes where it had ended. */
export const endApiKey = (id: ApiKeyId, now: number) =>
  build
    .update(apiKey)
    .set({ endedAt: now })
    .where(and(eq(apiKey.id, id), isNull(apiKey.endedAt)));

/** Keys of whose end agents have not heard yet as often as they should. */
export function keysToWarn(now: number, after: string, most: number) {
  const reached = sql.join(
    limits.apiKey.warnBefore.map((before) => sql`(expires_at <= ${now + before})`),
    sql` + `,
  );
  return build.all<Due>(sql`
    select id, ${reached} as stage from api_key
    where ended_at is null and expires_at > ${now} and warnings < ${reached} and id > ${after}
    order by id limit ${most}`);
}

export const apiKeyById = (id: ApiKeyId) => build.select().from(apiKey).where(eq(apiKey.id, id));

/** Keeps how many warnings went out; no row changes where the key has ended or they had gone out. */
export const noteKeyWarnings = (id: ApiKeyId, warnings: number, now: number) =>
  build
    .update(apiKey)
    .set({ warnings })
    .where(
      and(
        eq(apiKey.id, id),
        isNull(apiKey.endedAt),
        gt(apiKey.expiresAt, now),
        lt(apiKey.warnings, warnings),
      ),
    );

/** Keeps when a key was used. */
export const useApiKey = (id: ApiKeyId, now: number) =>
  build.update(apiKey).set({ usedAt: now }).where(eq(apiKey.id, id));

/** What was answered to an idempotency key of a key that is known by its hash. */
export const answerTo = (hash: string, onceOnly: string) =>
  build
    .select({ id: apiAnswer.id, answer: apiAnswer.answer })
    .from(apiAnswer)
    .innerJoin(apiKey, eq(apiKey.id, apiAnswer.keyId))
    .where(and(eq(apiKey.hash, hash), eq(apiAnswer.onceOnly, onceOnly)));

/** Keeps what is answered; fails where the idempotency key was answered already. */
export const addAnswer = (row: typeof apiAnswer.$inferInsert) => build.insert(apiAnswer).values(row);

export const answerOf = (id: OperationId) =>
  build.select({ answer: apiAnswer.answer }).from(apiAnswer).where(eq(apiAnswer.id, id));
