import type { SQL } from "#db/builder.ts";
import { emailOf, idBySession, knownId, knownEmail, mailboxById } from "#db/queries/person.ts";
import { mailboxOf } from "#src/domain/email.ts";
import type { PersonId } from "#src/domain/ids.ts";

/** A session as one request has it. */
type Session = Readonly<{ token: string }>;

/** Whose session it is. */
interface Asker {
  readonly id: PersonId;
  readonly email: string;
}

const most = 10_000;

/** Whose session each is; whether it goes on, and the address is still that, is for the database to say, at each reading. */
const known = new Map<string, Asker>();

/** What was known when a request first asked: all its statements name the asker alike, so that none is sent twice. */
const asked = new WeakMap<Session, Asker | null>();

/** Whoever is taken for the asker; null: the database is to look it up. */
export function knownAsker(session: Session): Asker | null {
  const before = asked.get(session);
  if (before !== undefined) return before;
  const asker = known.get(session.token) ?? null;
  asked.set(session, asker);
  return asker;
}

/** By what a request is counted in memory: by its person, as soon as that is known, so that all sessions of one are counted together. */
export const askerOf = (session: Session | string): string =>
  typeof session === "string" ? session : (knownAsker(session)?.id ?? session.token);

/** The id of a session's person, for use inside a statement: as a value where it is known, else looked up there. */
export function idOfAsker(session: Session): SQL {
  const asker = knownAsker(session);
  return asker ? knownId(asker.id) : idBySession(session.token);
}

/** The same of the address. */
export function emailOfAsker(session: Session): SQL {
  const asker = knownAsker(session);
  return asker ? knownEmail(asker.email) : emailOf(idBySession(session.token));
}

/** The same of the mailbox, for counting. */
export function mailboxOfAsker(session: Session): SQL {
  const asker = knownAsker(session);
  return asker ? knownEmail(mailboxOf(asker.email)) : mailboxById(idBySession(session.token));
}

/** Spares the next requests of a session the look-up. */
export function rememberAsker({ token }: Session, { id, email }: Asker) {
  if (known.size >= most) known.clear();
  known.set(token, { id, email });
}

/** True when it was taken for known; from here on it is looked up. */
export function forgetAsker(session: Session): boolean {
  const wasKnown = knownAsker(session) !== null;
  known.delete(session.token);
  asked.set(session, null);
  return wasKnown;
}
