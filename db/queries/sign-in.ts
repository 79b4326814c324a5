import { and, eq, gte, lt, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { verification } from "#db/schema/person.ts";

/** True while a code is out for an address and a browser, and was not entered; `now` is the real time. */
export const codeIsOut = (identifier: string, now: number) =>
  sql`exists (select 1 from verification where identifier = ${identifier} and expires_at > ${now})`;

/** The code of an address for a browser, as the library that signs people in keeps it; an earlier one is of no use from then on. */
export const replaceCode = (identifier: string, hash: string, now: number, expiresAt: number) => [
  build.delete(verification).where(eq(verification.identifier, identifier)),
  build.insert(verification).values({
    id: crypto.randomUUID(),
    identifier,
    value: `${hash}:0`,
    expiresAt: new Date(expiresAt),
    createdAt: new Date(now),
    updatedAt: new Date(now),
  }),
];

/** The codes of an address in whatever browser: `prefix` is how the identifiers of all of them begin. */
export const forgetCodesOf = (prefix: string) =>
  build
    .delete(verification)
    .where(and(gte(verification.identifier, prefix), lt(verification.identifier, `${prefix}\u{10FFFF}`)));
