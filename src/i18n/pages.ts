import { isLanguage, type Language, languages } from "./languages.ts";

/** The paths of a prerendered page: one per language. */
export const everyLanguage = () => languages.map(({ code }) => ({ params: { lang: code } }));

/** The language in a page's address; the routes let no other through. */
export function languageOfPage(lang: string | undefined): Language {
  if (isLanguage(lang)) return lang;
  throw new Error(`no language in the address: ${lang}`);
}
