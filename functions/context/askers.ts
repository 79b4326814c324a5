import type { SQL } from "#db/builder.ts";
import { mustBe } from "#db/gate.ts";
import { idBySession, knownId, sessionGoesOn } from "#db/queries/person.ts";
import type { PersonId } from "#src/domain/ids.ts";

const most = 10_000;

/** Whose session each is, which never changes; whether it goes on is for the database to say, at each reading. */
const known = new Map<string, PersonId>();

/** The id of a session's person, for use inside a statement: as a value where it is known, else looked up there. */
export function idOfAsker(token: string): SQL {
  const id = known.get(token);
  return id ? knownId(id) : idBySession(token);
}

/** What stands before all readings that take somebody for known: nothing is carried out for a session that has ended. */
export const goesOn = (token: string) => (known.has(token) ? { goesOn: mustBe(sessionGoesOn(token)) } : {});

/** Spares the statements of the next readings the look-up. */
export function rememberAsker(token: string, id: PersonId) {
  if (known.size >= most) known.clear();
  known.set(token, id);
}

/** True when it was known. */
export const forgetAsker = (token: string) => known.delete(token);
