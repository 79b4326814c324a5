import { reference, type LocaleFile, type Locales } from "#locales/check/reading/read.ts";

/** A file of a language beside the English file of the same name. */
export interface Pair {
  readonly english: LocaleFile;
  readonly own: LocaleFile;
}

/** Every file that exists in English and in the language, English with itself included. */
export function pairs({ files }: Locales): Pair[] {
  const english = new Map(
    files.filter(({ language }) => language === reference).map((file) => [file.name, file]),
  );
  return files.flatMap((own) => {
    const counterpart = english.get(own.name);
    return counterpart ? [{ english: counterpart, own }] : [];
  });
}

const form = /^(.+)_(zero|one|two|few|many|other)$/;

/** The name of a key without its plural form, and the form. */
export function plural(
  key: string,
  sentences: ReadonlyMap<string, string>,
): { base: string; form: string } | null {
  const [, base, name] = form.exec(key) ?? [];
  if (base === undefined || name === undefined) return null;
  const forms = ["zero", "one", "two", "few", "many", "other"].filter((each) =>
    sentences.has(`${base}_${each}`),
  );
  return name === "other" || forms.length > 1 ? { base, form: name } : null;
}

/** Keys with plural forms taken together. */
export const baseKeys = (sentences: ReadonlyMap<string, string>) =>
  new Set([...sentences.keys()].map((key) => plural(key, sentences)?.base ?? key));

/** The English sentence for a key: the same, else its plural's general form. */
export function englishFor(key: string, { english, own }: Pair): string | undefined {
  const base = plural(key, own.sentences)?.base;
  return english.sentences.get(key) ?? (base ? english.sentences.get(`${base}_other`) : undefined);
}
