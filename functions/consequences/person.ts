import type { Result } from "#db/builder.ts";
import { mustHold, type Write } from "#db/client.ts";
import { addPerson, isEnabled, type personByEmail, proposeLanguage } from "#db/queries/person.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { invalid } from "#src/domain/refusal.ts";
import type { Language } from "#src/i18n/translator.ts";
import type { Context } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";

export interface Named {
  readonly email: string;
  /** Chosen for this address by whoever names it; a profile's own language wins (src/domain/README.md 7). */
  readonly language: Language;
  /** The field at which a refusal stands. */
  readonly field?: string;
}

/**
 * The person behind an address that somebody named, and what has to be written so that there is one. The writes fail
 * when the address was taken, or the person disabled, meanwhile: then it is decided again. Refuses the disabled.
 */
export function personOrNew(
  { email, language, field = "email" }: Named,
  [known]: Result<ReturnType<typeof personByEmail>>,
  { now, newId }: Pick<Context, "now" | "newId">,
): { readonly person: Reader & { readonly id: PersonId }; readonly writes: readonly Write[] } {
  if (!known) {
    const id = newId<PersonId>();
    return { person: { id, email, name: "", language }, writes: [addPerson({ id, email, language }, now)] };
  }
  if (known.disabledAt !== null) throw invalid({ [field]: { key: "errors.personDisabled" } });
  const { id, name, language: own } = known;
  return {
    person: { id, email, name, language: own ?? language },
    writes: [mustHold(isEnabled(id)), ...(own ? [] : [proposeLanguage(id, language)])],
  };
}
