import { desc, eq } from "drizzle-orm";
import { build } from "../builder.ts";
import { verification } from "../schema/person.ts";

/** The code that is out for an address: `value` is its hash and, behind the last colon, its wrong tries. */
export const pendingCode = (identifier: string) =>
  build
    .select({ value: verification.value, expiresAt: verification.expiresAt })
    .from(verification)
    .where(eq(verification.identifier, identifier))
    .orderBy(desc(verification.createdAt))
    .limit(1);
