import list from "#locales/languages.json" with { type: "json" };

export type Language = keyof typeof list;

interface LanguageFacts {
  readonly code: Language;
  /** What its speakers call it. */
  readonly name: string;
  /** BCP 47 tag for dates and numbers. */
  readonly format: string;
  /** How the first day of a month is written, where it is not the plain numeral. */
  readonly firstOfMonth?: string;
  /** What its readers' spreadsheets expect between the columns of a CSV file, where it is not the comma. */
  readonly separator?: string;
}

export const languages: readonly LanguageFacts[] = Object.entries(list).map(([code, facts]) => ({
  code: code as Language,
  ...facts,
}));

export const isLanguage = (value: unknown): value is Language =>
  typeof value === "string" && Object.hasOwn(list, value);

/** The facts about a language of `locales/languages.json`. */
export function language(code: Language): LanguageFacts {
  const found = languages.find((each) => each.code === code);
  if (!found) throw new Error(`locales/languages.json has no “${code}”`);
  return found;
}
