import type { Finding } from "#locales/check/reading/finding.ts";
import { type LocaleFile, type Locales, placeOf } from "#locales/check/reading/read.ts";
import { plural } from "./pairs.ts";

/** Plural forms: those of the language, no others, and each that is said of several numbers has the number in it. */
export function plurals({ files }: Locales): Finding[] {
  return files.flatMap((file) => [...bases(file)].flatMap((base) => check(file, base)));
}

const bases = ({ sentences }: LocaleFile) =>
  new Set([...sentences.keys()].flatMap((key) => plural(key, sentences)?.base ?? []));

/** Numbers of which a form is said, for people: `0, 1`, `2, 3, 4 …`. */
function said(language: string, form: string): string {
  const rules = new Intl.PluralRules(language);
  const tried = [...Array.from({ length: 201 }, (_, number) => number), 1_000_000];
  const numbers = tried.filter((number) => rules.select(number) === form);
  return [...numbers.slice(0, 4), ...(numbers.length > 4 ? ["…"] : [])].join(", ");
}

const formsIn = new Map<string, string>();

/** The forms of a language, each with numbers of which it is said. */
function formsOf(language: string, wanted: readonly string[]): string {
  const known = formsIn.get(language);
  if (known !== undefined) return known;
  const made = wanted.map((form) => `${form} (${said(language, form) || "1.5"})`).join(" · ");
  formsIn.set(language, made);
  return made;
}

function check(file: LocaleFile, base: string): Finding[] {
  const { language, path, sentences } = file;
  const rules = new Intl.PluralRules(language);
  const wanted: string[] = rules.resolvedOptions().pluralCategories;
  const key = (form: string) => `${base}_${form}`;
  const has = (form: string) => sentences.has(key(form));
  const counts = (form: string) => /\{\{\s*count\b/.test(sentences.get(key(form)) ?? "");
  const forms = formsOf(language, wanted);
  const line = wanted.map((form) => file.lines.get(key(form))).find(Boolean);
  const missing = wanted
    .filter((form) => !has(form))
    .map((form) => ({ rule: "missing-plural", file: path, key: key(form), line, values: { forms } }));
  const extra = ["one", "two", "few", "many"]
    .filter((form) => has(form) && !wanted.includes(form))
    .map((form) => ({ rule: "extra-plural", ...placeOf(file, key(form)), values: { forms } }));
  const swallowed = rules.select(0) === "one" && has("one") && !has("zero") && !counts("one");
  const several = ["few", "many"].filter(
    (form) => wanted.includes(form) && has(form) && counts("other") && !counts(form),
  );
  return [
    ...missing,
    ...extra,
    ...(swallowed
      ? [{ rule: "singular-without-count", ...placeOf(file, key("one")), values: { zero: key("zero") } }]
      : []),
    ...several.map((form) => ({ rule: "plural-without-count", ...placeOf(file, key(form)) })),
  ];
}
