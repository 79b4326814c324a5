import { sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { forgetCodesOf } from "./sign-in.ts";

/** Nobody is signed in as somebody any more, and no code that is out for an address lets anybody in. */
export const endAllSessions = (id: PersonId, email: string): Statement[] => [
  build.run(sql`delete from session where user_id = ${id}`),
  forgetCodesOf(email),
];

/** Passkeys that were added since then end. */
export const removePasskeysSince = (id: PersonId, since: number) =>
  build.run(sql`delete from passkey where person_id = ${id} and created_at >= ${since}`);
