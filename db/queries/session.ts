import { and, desc, eq, gt, ne, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { session } from "#db/schema/person.ts";
import type { PersonId } from "#src/domain/ids.ts";

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
    .orderBy(desc(session.updatedAt), desc(session.createdAt));

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

/** Ends all sessions of somebody but one. */
export const endSessionsBut = (personId: PersonId, token: string) =>
  build.delete(session).where(and(eq(session.userId, personId), ne(session.token, token)));
