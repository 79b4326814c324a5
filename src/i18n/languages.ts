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
  /** What separates the columns of a CSV file where its readers' spreadsheets do not split at commas. */
  readonly listSeparator?: string;
  /** Not complete: seen in the local run alone, with what is missing marked. */
  readonly draft?: boolean;
  /** Where it is written from right to left. */
  readonly dir?: "rtl";
}

const fromTheRight = ["Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm"];

const directionOf = (code: string) =>
  fromTheRight.includes(new Intl.Locale(code).maximize().script ?? "") ? ({ dir: "rtl" } as const) : {};

export const languages: readonly LanguageFacts[] = Object.entries(list).map(([code, facts]) => ({
  code: code as Language,
  ...directionOf(code),
  ...facts,
}));

export const isLanguage = (value: unknown): value is Language =>
  typeof value === "string" && Object.hasOwn(list, value);

/** The language of ours that a tag of BCP 47 means: the same one, else the one of its region, else one of its kind. */
export function meantBy(tag: string): Language | null {
  const wish = tag.toLowerCase();
  const [base] = wish.split("-");
  const same = (code: string) => code.toLowerCase();
  const found =
    languages.find(({ code }) => same(code) === wish) ??
    languages.find(({ code }) => same(code) === base) ??
    languages.find(({ code }) => same(code).split("-")[0] === base);
  return found?.code ?? null;
}

/** The first of these wishes that is one of ours: a language may have been given up since somebody chose it. */
export const firstOfOurs = (...wishes: readonly unknown[]): Language =>
  wishes.find(isLanguage) ?? languages[0]!.code;

/** The facts about a language of `locales/languages.json`. */
export function language(code: Language): LanguageFacts {
  const found = languages.find((each) => each.code === code);
  if (!found) throw new Error(`locales/languages.json has no “${code}”`);
  return found;
}
