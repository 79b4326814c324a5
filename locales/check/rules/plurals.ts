import type { Finding } from "#locales/check/reading/finding.ts";
import type { LocaleFile, Locales } from "#locales/check/reading/read.ts";
import { plural } from "./pairs.ts";

/** Plural forms: those of the language, no others, and a French singular that does not swallow the number. */
export function plurals({ files }: Locales): Finding[] {
  return files.flatMap((file) => [...bases(file)].flatMap((base) => check(file, base)));
}

const bases = ({ sentences }: LocaleFile) =>
  new Set([...sentences.keys()].flatMap((key) => plural(key, sentences)?.base ?? []));

function check({ language, path, sentences, lines }: LocaleFile, base: string): Finding[] {
  const rules = new Intl.PluralRules(language);
  const wanted: string[] = rules.resolvedOptions().pluralCategories;
  const at = (form: string) => ({ file: path, key: `${base}_${form}`, line: lines.get(`${base}_${form}`) });
  const has = (form: string) => sentences.has(`${base}_${form}`);
  const missing = wanted
    .filter((form) => !has(form))
    .map((form) => ({
      rule: "missing-plural",
      ...at(form),
      problem: "A plural form of this language is missing.",
      remedy: `Add ${base}_${form}. This language needs: ${wanted.join(", ")}.`,
    }));
  const extra = ["one", "two", "few", "many"]
    .filter((form) => has(form) && !wanted.includes(form))
    .map((form) => ({
      rule: "extra-plural",
      ...at(form),
      problem: "This language has no such plural form.",
      remedy: `Remove the line. This language needs: ${wanted.join(", ")}.`,
    }));
  const one = sentences.get(`${base}_one`) ?? "";
  const swallowed = rules.select(0) === "one" && has("one") && !has("zero") && !/\{\{\s*count\b/.test(one);
  return [
    ...missing,
    ...extra,
    ...(swallowed
      ? [
          {
            rule: "singular-without-count",
            ...at("one"),
            problem: "In this language the singular is also said of 0 and of 1.5, so it needs the number.",
            remedy: `Write {{count, number}} into it, or add ${base}_zero.`,
          },
        ]
      : []),
  ];
}
