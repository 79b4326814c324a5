import { desc, eq, lt } from "drizzle-orm";
import { build } from "../builder.ts";
import { session, verification } from "../schema/person.ts";

/** The code that is out for an address: `value` is its hash and, behind the last colon, its wrong tries. */
export const pendingCode = (identifier: string) =>
  build
    .select({ value: verification.value, expiresAt: verification.expiresAt })
    .from(verification)
    .where(eq(verification.identifier, identifier))
    .orderBy(desc(verification.createdAt))
    .limit(1);

/** Codes and sessions that ended are of no use; `now` is the real time. */
export const forgetEndedCodes = (now: number) =>
  build.delete(verification).where(lt(verification.expiresAt, new Date(now)));
export const forgetEndedSessions = (now: number) =>
  build.delete(session).where(lt(session.expiresAt, new Date(now)));
