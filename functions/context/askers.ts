import type { SQL } from "#db/builder.ts";
import { mustBe } from "#db/gate.ts";
import { idBySession, knownId, sessionGoesOn } from "#db/queries/person.ts";
import type { PersonId } from "#src/domain/ids.ts";

/** A session as one request has it. */
type Session = Readonly<{ token: string }>;

const most = 10_000;

/** Whose session each is, which never changes; whether it goes on is for the database to say, at each reading. */
const known = new Map<string, PersonId>();

/** What was known when a request first asked: all its statements name the asker alike, so that none is sent twice. */
const asked = new WeakMap<Session, PersonId | null>();

function idIn(session: Session): PersonId | null {
  const before = asked.get(session);
  if (before !== undefined) return before;
  const id = known.get(session.token) ?? null;
  asked.set(session, id);
  return id;
}

/** The id of a session's person, for use inside a statement: as a value where it is known, else looked up there. */
export function idOfAsker(session: Session): SQL {
  const id = idIn(session);
  return id ? knownId(id) : idBySession(session.token);
}

/** What stands before all readings that take somebody for known: nothing is carried out for a session that has ended. */
export const goesOn = (session: Session) =>
  idIn(session) ? { goesOn: mustBe(sessionGoesOn(session.token)) } : {};

/** Spares the next requests of a session the look-up. */
export function rememberAsker({ token }: Session, id: PersonId) {
  if (known.size >= most) known.clear();
  known.set(token, id);
}

/** True when it was taken for known; from here on it is looked up. */
export function forgetAsker(session: Session): boolean {
  const wasKnown = idIn(session) !== null;
  known.delete(session.token);
  asked.set(session, null);
  return wasKnown;
}
