import { countryCodes } from "#src/domain/country.ts";
import { formats } from "./formats.ts";
import { type Language, language as facts } from "./languages.ts";

const saved = new Map<Language, readonly { code: string; name: string }[]>();

/** Every country by its name in a language, in that language's order. */
export function countries(language: Language) {
  const known = saved.get(language);
  if (known) return known;
  const { country } = formats(language, "UTC");
  const { compare } = new Intl.Collator(facts(language).format);
  const list = [...countryCodes()]
    .map((code) => ({ code, name: country(code) }))
    .sort((a, b) => compare(a.name, b.name));
  saved.set(language, list);
  return list;
}
