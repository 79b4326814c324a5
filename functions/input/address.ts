import type { KeyIn } from "#locales/keys.ts";
import { businessAddress } from "#src/domain/business-address.ts";
import { type FieldErrors, invalid, type Message } from "#src/domain/refusal.ts";
import { isLanguage } from "#src/i18n/translator.ts";
import type { Fields } from "#functions/command/command.ts";

const errorAt = (name: KeyIn<"organization.errors">): Message => ({ key: `organization.errors.${name}` });

/** The address of somebody who is here already. */
export function knownAddress({ email: typed = "" }: Fields): string {
  const { email, problem } = businessAddress(typed);
  if (problem && problem !== "Personal") throw invalid({ email: errorAt(`email${problem}`) });
  return email;
}

/**
 * The business address of somebody to write to, and the language chosen for it (null: the asker's own), with what is
 * wrong with them: personal mailboxes are refused.
 */
export function namedAddress({ email: typed = "", language = "" }: Fields) {
  const { email, problem } = businessAddress(typed);
  const errors: FieldErrors = {
    ...(problem && { email: errorAt(`email${problem}`) }),
    ...(language && !isLanguage(language) && { language: errorAt("languageUnknown") }),
  };
  return {
    email,
    language: isLanguage(language) ? language : null,
    errors: Object.keys(errors).length ? errors : undefined,
  };
}

/** The same, refusing at once. `also`: what else is wrong with the form. */
export function newAddress(fields: Fields, also: FieldErrors = {}) {
  const { errors, ...named } = namedAddress(fields);
  if (errors || Object.keys(also).length) throw invalid({ ...errors, ...also });
  return named;
}
