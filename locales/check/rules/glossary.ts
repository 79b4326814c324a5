import type { Finding } from "#locales/check/reading/finding.ts";
import type { Concept, Glossary } from "#locales/check/reading/glossary.ts";
import { passages, plain, withoutQuoted, words } from "#locales/check/reading/prose.ts";
import { type LocaleFile, type Locales, placeOf, reference } from "#locales/check/reading/read.ts";
import { englishFor, type Pair, pairs } from "./pairs.ts";

type Entry = Concept & Readonly<Record<string, string>>;

interface Term {
  readonly english: string;
  readonly name: string;
  readonly concept: Entry;
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const whole = (text: string, ending = "") =>
  new RegExp(`(?<![\\p{L}\\p{N}])${escape(plain(text))}${ending}(?![\\p{L}\\p{N}])`, "gu");

const inWord = /[\p{L}\p{N}]/u;
const isEdge = (letter: string | undefined) => letter === undefined || !inWord.test(letter);

/** Whether a word, or several, stand by themselves in a text; letter by letter, since regular expressions are slow here. */
function stands(text: string, word: string, ending = ""): boolean {
  const letters = plain(word);
  for (let at = text.indexOf(letters); at >= 0; at = text.indexOf(letters, at + 1)) {
    const end = at + letters.length;
    const after = ending && text.startsWith(ending, end) ? end + ending.length : end;
    if (isEdge(text[at - 1]) && (isEdge(text[end]) || isEdge(text[after]))) return true;
  }
  return false;
}

/** The same in a compound, or with another ending: nobody is to bend a sentence to please the check. */
function standsSomehow(text: string, word: string, language: string): boolean {
  const letters = plain(word);
  if (stands(text, word)) return true;
  if (["nl", "de"].includes(language)) return letters.length > 2 && text.includes(letters);
  return (
    letters.length > 5 && new RegExp(`(?<![\\p{L}\\p{N}])${escape(letters.slice(0, -2))}`, "u").test(text)
  );
}

/** The first word, by which what may stand in a text is found without looking for everything. */
const firstWord = (text: string) => /[\p{L}\p{N}]+/u.exec(plain(text))?.[0] ?? "";

/** Things by the words with which they may begin; those that may stand in a text, in their order. */
function byFirstWord<Thing>(things: readonly Thing[], beginnings: (thing: Thing) => readonly string[]) {
  const index = Map.groupBy(
    things.flatMap((thing, order) => beginnings(thing).map((word) => ({ word, thing, order }))),
    ({ word }) => word,
  );
  return (text: string): Thing[] => {
    const found = [...new Set(text.match(/[\p{L}\p{N}]+/gu))].flatMap((word) => index.get(word) ?? []);
    const sorted = found.sort((one, other) => one.order - other.order);
    return [...new Set(sorted.map(({ thing }) => thing))];
  };
}

/** Forbidden words, informal address, and the locked term where English has it (glossary.json, $comment). */
export function glossaryRules(
  locales: Locales,
  glossary: Glossary,
  lines: ReadonlyMap<string, number>,
): Finding[] {
  const concepts = Object.entries(glossary).flatMap(([name, concept]) =>
    typeof concept === "string" ? [] : [{ name, concept }],
  );
  const keep = concepts.flatMap(({ concept }) => concept.keep ?? []).map((name) => whole(name));
  const readable = (text: string) => keep.reduce((rest, name) => rest.replace(name, "¤"), plain(words(text)));
  const terms = concepts
    .flatMap(({ name, concept }): Term[] =>
      typeof concept[reference] === "string" ? [{ name, english: concept[reference], concept }] : [],
    )
    .sort((one, other) => other.english.length - one.english.length);
  const never = Object.fromEntries(
    Object.keys(locales.languages).map((language) => [
      language,
      byFirstWord(forbiddenIn(language, concepts), ({ word }) => [firstWord(word)]),
    ]),
  );
  const termsIn = byFirstWord(terms, ({ english }) => [firstWord(english), `${firstWord(english)}s`]);
  const labels = new Map(
    terms.filter(({ concept }) => concept.label).map((term) => [plain(term.english), term]),
  );
  return [
    ...gaps(locales, terms, lines),
    ...locales.files.flatMap((file) => forbidden(file, never[file.language] ?? (() => []), readable)),
    ...pairs(locales).flatMap((pair) =>
      pair.own.language === reference
        ? []
        : [...pair.own.sentences.keys()].flatMap((key) => locked(pair, key, termsIn, labels, readable)),
    ),
  ];
}

/** Words that a language has still to choose, each told once. */
const gaps = (
  { languages }: Locales,
  terms: readonly Term[],
  lines: ReadonlyMap<string, number>,
): Finding[] =>
  Object.entries(languages).flatMap(([language, { name: languageName }]) =>
    terms
      .filter(({ concept }) => !concept[language])
      .map(({ name, english }) => ({
        rule: "glossary-gap",
        file: "glossary.json",
        key: name,
        line: lines.get(name),
        values: { english, language: languageName, code: language },
      })),
  );

type Readable = (text: string) => string;

interface Forbidden {
  readonly word: string;
  readonly informal: boolean;
  readonly instead: string | undefined;
}

const forbiddenIn = (language: string, concepts: readonly { name: string; concept: Entry }[]) =>
  concepts.flatMap(({ name, concept }): Forbidden[] =>
    (concept.never?.[language] ?? []).map((word) => ({
      word,
      informal: name === "formalAddress",
      instead: concept[language],
    })),
  );

function forbidden(file: LocaleFile, never: (text: string) => Forbidden[], readable: Readable): Finding[] {
  return passages(file).flatMap(({ text, ...at }) => {
    const read = readable(withoutQuoted(text));
    return never(read)
      .filter((each) => stands(read, each.word))
      .map(({ word, informal, instead }): Finding =>
        informal
          ? { rule: "informal-address", ...at, values: { word } }
          : { rule: "forbidden-term", ...at, values: { word, write: instead ?? "—" } },
      );
  });
}

function locked(
  pair: Pair,
  key: string,
  termsIn: (text: string) => Term[],
  labels: ReadonlyMap<string, Term>,
  readable: Readable,
): Finding[] {
  const { own } = pair;
  const english = englishFor(key, pair);
  const text = own.sentences.get(key);
  if (!english || !text?.trim()) return [];
  const at = placeOf(own, key);
  const finding = (rule: string, { name, english, concept }: Term): Finding => ({
    rule,
    ...at,
    values: { english, write: concept[own.language] ?? "", concept: name },
  });
  const label = labels.get(plain(english));
  if (label?.concept[own.language])
    return plain(text) === plain(label.concept[own.language] ?? "") ? [] : [finding("label", label)];
  const translated = readable(text);
  let rest = readable(english);
  return termsIn(rest).flatMap((term) => {
    if (term.concept.label || !term.concept[own.language] || !stands(rest, term.english, "s")) return [];
    rest = rest.replace(whole(term.english, "s?"), "¤");
    const forms = [term.concept[own.language] ?? "", ...(term.concept.inflections?.[own.language] ?? [])];
    return forms.some((each) => standsSomehow(translated, each, own.language))
      ? []
      : [finding("locked-term", term)];
  });
}
