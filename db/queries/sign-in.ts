import { and, eq, gte, lt, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { mustChange, type Write } from "#db/client.ts";
import { codesOf } from "#db/code-identifier.ts";
import { account, person, session, verification } from "#db/schema/person.ts";
import { passkeysOf } from "./passkey.ts";
import { idByEmail } from "./person.ts";
import { beginSession } from "./session.ts";

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

/** Forgets the codes of an address, in whatever browser. */
export function forgetCodesOf(email: string) {
  const prefix = codesOf(email);
  return build
    .delete(verification)
    .where(and(gte(verification.identifier, prefix), lt(verification.identifier, `${prefix}\u{10FFFF}`)));
}

/** The rows that the library that signs people in decides about; it changes them in memory. */
export type SignInRows = {
  verification: (typeof verification.$inferSelect)[];
  person: (typeof person.$inferSelect)[];
  session: (typeof session.$inferSelect)[];
  account: (typeof account.$inferSelect)[];
};

/** What decides on a code that is entered: the code, whose it is, and whether that takes a passkey. */
export const signInRecords = (identifier: string, email: string) => ({
  verification: build.select().from(verification).where(eq(verification.identifier, identifier)),
  person: build.select().from(person).where(eq(person.email, email)),
  passkeys: passkeysOf(idByEmail(email)),
});

/** Whether a session has begun. */
export const sessionByToken = (token: string) =>
  build.select({ id: session.id }).from(session).where(eq(session.token, token));

const addedTo = <Row extends { readonly id: string }>(before: readonly Row[], after: readonly Row[]) =>
  after.filter(({ id }) => !before.some((one) => one.id === id));

/** Writes what the library has decided; the world has moved where somebody else took the code, or came by it, meanwhile. */
export function signInWrites(before: SignInRows, after: SignInRows): Write[] {
  const taken = addedTo(after.verification, before.verification);
  const proven = after.person.filter(
    ({ id, emailVerified }) =>
      emailVerified && before.person.some((one) => one.id === id && !one.emailVerified),
  );
  return [
    ...taken.map(({ id }) => mustChange(build.delete(verification).where(eq(verification.id, id)))),
    ...addedTo(before.verification, after.verification).map((row) => build.insert(verification).values(row)),
    ...addedTo(before.person, after.person).map((row) => build.insert(person).values(row)),
    ...proven.flatMap(({ id, updatedAt }) => [
      mustChange(
        build
          .update(person)
          .set({ emailVerified: true, updatedAt })
          .where(and(eq(person.id, id), eq(person.emailVerified, false))),
      ),
      // Whoever had it before the mailbox was proven keeps nothing of it.
      build.delete(account).where(eq(account.userId, id)),
      build.delete(session).where(eq(session.userId, id)),
    ]),
    ...addedTo(before.session, after.session).flatMap(beginSession),
  ];
}
