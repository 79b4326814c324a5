import { sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { endIdentitiesOf } from "./identity.ts";
import { forgetCodesOf } from "./sign-in.ts";

/** Nobody is signed in as somebody any more, and no code that is out for an address lets anybody in. */
export const endAllSessions = (id: PersonId, email: string): Statement[] => [
  build.run(sql`delete from session where user_id = ${id}`),
  forgetCodesOf(email),
];

/**
 * Other ways in end: identities at providers, each of which whoever reads the mailbox links anew, and passkeys that were added
 * since then, but for somebody who had one before: whoever made the change has shown it, and a mailbox alone must not do without.
 */
export const endWaysInSince = (id: PersonId, since: number, hadPasskey: boolean): Statement[] => [
  ...(hadPasskey
    ? []
    : [build.run(sql`delete from passkey where person_id = ${id} and created_at >= ${since}`)]),
  endIdentitiesOf(id),
];
