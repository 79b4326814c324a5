import { type Language, language as facts } from "./languages.ts";

/** The long text of a language, of those below `locales/`; a draft that lacks it has the English one in its place. */
export function longText<Text>(
  texts: Readonly<Record<string, Text>>,
  language: Language,
  name: string,
): Text {
  const own = texts[`/locales/${language}/${name}.md`];
  const text = own ?? (facts(language).draft ? texts[`/locales/en/${name}.md`] : undefined);
  if (!text) throw new Error(`locales/${language}/${name}.md is missing`);
  return text;
}

/** What stands before a legal text. */
export interface Published {
  readonly version?: number;
  /** As YAML reads a day. */
  readonly date?: string | Date;
}

/** The day from which a legal text is in force. */
export const isoDay = ({ date }: Published) => date && new Date(date).toISOString().slice(0, 10);
