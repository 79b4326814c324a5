import { and, type Result } from "#db/builder.ts";
import { mustHold, type Write } from "#db/client.ts";
import {
  addPerson,
  changeProfile,
  isAt,
  isDisabled,
  isEnabled,
  type personByEmail,
  proposeLanguage,
} from "#db/queries/person.ts";
import type { PersonId } from "#src/domain/ids.ts";
import type { Language } from "#src/i18n/translator.ts";
import { type Consequences, record, together, write } from "#functions/command/consequences.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";

export interface Named {
  readonly email: string;
  /** Chosen for this address by whoever names it; a profile's own language wins (src/domain/README.md 7). */
  readonly language: Language;
}

/**
 * The person behind an address that somebody named, and what has to be written so that there is one. The writes fail
 * when the address was taken or left, or the person disabled, meanwhile: then it is decided again. That somebody is
 * disabled is not told to whoever names them: what is written to them is withheld, and costs as much (SECURITY.md 11).
 */
export function personOrNew(
  { email, language }: Named,
  [known]: Result<ReturnType<typeof personByEmail>>,
  { now, newId }: Pick<Context, "now" | "newId">,
): {
  readonly person: Reader & { readonly id: PersonId };
  readonly writes: readonly Write[];
  readonly isDisabled: boolean;
} {
  if (!known) {
    const id = newId<PersonId>();
    return {
      person: { id, email, name: "", language },
      writes: [addPerson({ id, email, language }, now)],
      isDisabled: false,
    };
  }
  const { id, name, language: own, disabledAt } = known;
  const person = { id, email, name, language: own ?? language };
  const isMeant = isAt(id, email);
  if (disabledAt !== null)
    return { person, writes: [mustHold(and(isMeant, isDisabled(id))!)], isDisabled: true };
  return {
    isDisabled: false,
    person,
    writes: [mustHold(and(isMeant, isEnabled(id))!), ...(own ? [] : [proposeLanguage(id, language)])],
  };
}

/** Somebody who has come for the first time says their name on the way, and reads in the language of that page. */
export const introduce = (
  { id, language }: Person,
  name: string,
  { now, language: asked }: Pick<Context, "now" | "language">,
): Consequences =>
  together(
    write(changeProfile(id, { name, language: language ?? asked }, now)),
    record({ action: "person.save-profile", subjectId: id }),
  );
