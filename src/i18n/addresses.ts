import { isLanguage, type Language } from "./languages.ts";

/** The address of a page in a language: `address("fr", "onboarding/verify")`; without a page, its home. */
export const address = (language: Language, page = "") => `/${language}/${page}`;

/** With which an address ends that says: one of the messages does not leave at once (SECURITY.md 11). */
export const gatheredNotice = "gathered=yes";

/**
 * The same page in another language; query and fragment stay, the file name of a prerendered page does not. A path
 * without a language leads home.
 */
export function withLanguage(path: string, language: Language): string {
  const [, first = "", rest = ""] = /^\/([^/?#]*)((?:[/?#].*)?)$/.exec(path) ?? [];
  return isLanguage(first) ? `/${language}${rest.replace(/\.html$/u, "") || "/"}` : address(language);
}

/** The language that an address names, if it names one of ours. */
export function languageOf(path: string): Language | null {
  const first = path.split(/[/?#]/, 2)[1];
  return isLanguage(first) ? first : null;
}
