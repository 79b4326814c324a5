import type { Finding } from "#locales/check/reading/finding.ts";
import { type Locales, placeOf } from "#locales/check/reading/read.ts";
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

/** The line of a long text on which a placeholder stands, or should. */
const lineOf = (text: string, name: string) => {
  const at = text.search(new RegExp(`\\{\\{\\s*${name.replace(/[^\w-]/g, ".")}\\b`));
  return at < 0 ? 1 : text.slice(0, at).split("\n").length;
};

function compare(pair: Pair, key: string, text: string): Finding[] {
  const { english, own } = pair;
  const model = englishFor(key, pair);
  if (model === undefined) return [];
  const long = own.name.endsWith(".md");
  const at = (name: string, of = text) => ({
    ...placeOf(own, key),
    ...(long && { line: lineOf(of, name), said: name }),
  });
  const form = plural(key, own.sentences);
  const wanted = placeholders(model);
  const given = placeholders(text);
  const allowed = new Map([
    ...(form ? placeholders(english.sentences.get(`${form.base}_other`) ?? "") : []),
    ...wanted,
  ]);
  const mayDrop = (name: string) =>
    always.includes(name) || (name === "count" && form !== null && form.form !== "other");
  const use = [...allowed.keys(), ...always.filter((name) => !allowed.has(name))]
    .map((each) => `{{${each}}}`)
    .join(" ");
  const invented = [...given.keys()]
    .filter((name) => !allowed.has(name) && !always.includes(name))
    .map((name) => ({ rule: "invented-placeholder", ...at(name), values: { name: `{{${name}}}`, use } }));
  const dropped = [...wanted.keys()]
    .filter((name) => !given.has(name) && !mayDrop(name))
    .map((name) => ({
      rule: "dropped-placeholder",
      ...at(name, model),
      values: { name: `{{${name}}}`, english: long ? english.path : model },
    }));
  const other = [...given]
    .filter(([name, format]) => allowed.has(name) && allowed.get(name) !== format)
    .map(([name]) => ({
      rule: "placeholder-format",
      ...at(name),
      values: { name: `{{${name}}}`, write: `{{${[name, allowed.get(name)].filter(Boolean).join(", ")}}}` },
    }));
  return [...invented, ...dropped, ...other];
}

/** What was meant as a placeholder and is none. */
const odd = /[{}]|%\w+%|\[\[|\]\]|\$\w+\$/;

function shape({ own }: Pair, key: string, text: string): Finding[] {
  const bare = placeholders(text).get("count") === "";
  const rest = text.replace(pattern, (whole) => whole.replace(/[^\n]/g, ""));
  const line =
    own.name.endsWith(".md") && odd.test(rest)
      ? rest.slice(0, rest.search(odd)).split("\n").length
      : undefined;
  return [
    ...(bare ? [{ rule: "bare-count", ...placeOf(own, key) }] : []),
    ...(odd.test(rest) ? [{ rule: "broken-placeholder", ...placeOf(own, key), ...(line && { line }) }] : []),
  ];
}
