import type { Finding } from "#locales/check/reading/finding.ts";
import type { Locales } from "#locales/check/reading/read.ts";
import { englishFor, type Pair, pairs, plural } from "./pairs.ts";

/** Known to every sentence, used or not as the language likes. */
const always = ["portal", "provider", "support"];
const pattern = /\{\{\s*([^{},]+?)\s*(?:,\s*([^{}]+?)\s*)?\}\}/g;

const placeholders = (text: string) =>
  new Map([...text.matchAll(pattern)].map(([, name = "", format = ""]) => [name, format]));

/** Placeholders: the same as in English, well formed, numbers formatted. */
export function placeholderRules(locales: Locales): Finding[] {
  return pairs(locales).flatMap((pair) =>
    [...pair.own.sentences].flatMap(([key, text]) => [
      ...compare(pair, key, text),
      ...shape(pair, key, text),
    ]),
  );
}

function compare(pair: Pair, key: string, text: string): Finding[] {
  const { english, own } = pair;
  const model = englishFor(key, pair);
  if (model === undefined) return [];
  const at = { file: own.path, key: key || undefined, line: own.lines.get(key) };
  const form = plural(key, own.sentences);
  const wanted = placeholders(model);
  const given = placeholders(text);
  const allowed = new Map([
    ...(form ? placeholders(english.sentences.get(`${form.base}_other`) ?? "") : []),
    ...wanted,
  ]);
  const mayDrop = (name: string) =>
    always.includes(name) || (name === "count" && form !== null && form.form !== "other");
  const invented = [...given.keys()]
    .filter((name) => !allowed.has(name) && !always.includes(name))
    .map((name) => ({
      rule: "invented-placeholder",
      ...at,
      problem: `{{${name}}} is not known here.`,
      remedy: `Use only: ${[...allowed.keys(), ...always].map((each) => `{{${each}}}`).join(" ")}`,
    }));
  const dropped = [...wanted.keys()]
    .filter((name) => !given.has(name) && !mayDrop(name))
    .map((name) => ({
      rule: "dropped-placeholder",
      ...at,
      problem: `{{${name}}} of the English sentence is missing.`,
      remedy: `Put it where it belongs. English: ${own.name.endsWith(".md") ? english.path : model}`,
    }));
  const other = [...given]
    .filter(([name, format]) => allowed.has(name) && allowed.get(name) !== format)
    .map(([name]) => ({
      rule: "placeholder-format",
      ...at,
      problem: `{{${name}}} is formatted otherwise than in English.`,
      remedy: `Write {{${[name, allowed.get(name)].filter(Boolean).join(", ")}}}.`,
    }));
  return [...invented, ...dropped, ...other];
}

function shape({ own }: Pair, key: string, text: string): Finding[] {
  const at = { file: own.path, key: key || undefined, line: own.lines.get(key) };
  const bare = placeholders(text).get("count") === "";
  const broken = /[{}]/.test(text.replace(pattern, ""));
  return [
    ...(bare
      ? [
          {
            rule: "bare-count",
            ...at,
            problem: "{{count}} is not formatted.",
            remedy: "Write {{count, number}}.",
          },
        ]
      : []),
    ...(broken
      ? [
          {
            rule: "broken-placeholder",
            ...at,
            problem: "A curly bracket stands alone.",
            remedy: "A placeholder has two brackets on each side: {{name}}.",
          },
        ]
      : []),
  ];
}
