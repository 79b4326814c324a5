import type { Finding } from "#locales/check/reading/finding.ts";
import { passages, plain, words } from "#locales/check/reading/prose.ts";
import { type LocaleFile, type Locales, reference } from "#locales/check/reading/read.ts";
import { englishFor, type Pair, pairs } from "./pairs.ts";

type ByLanguage = Readonly<Record<string, string>>;

interface Concept {
  readonly label?: true;
  readonly inflections?: Readonly<Record<string, readonly string[]>>;
  readonly never?: Readonly<Record<string, readonly string[]>>;
  readonly keep?: readonly string[];
}

export type Glossary = Readonly<Record<string, string | (Concept & ByLanguage)>>;

interface Term {
  readonly english: string;
  readonly concept: Concept & ByLanguage;
  readonly pattern: RegExp;
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const whole = (text: string, ending = "") =>
  new RegExp(`(?<![\\p{L}\\p{N}])${escape(plain(text))}${ending}(?![\\p{L}\\p{N}])`, "gu");
// The regular expression is slow: only where the letters stand at all.
const stands = (text: string, word: string, pattern: () => RegExp) =>
  text.includes(plain(word)) && text.search(pattern()) >= 0;

/** Forbidden words, informal address, and the locked term where English has it (glossary.json, $comment). */
export function glossaryRules(locales: Locales, glossary: Glossary): Finding[] {
  const concepts = Object.entries(glossary).flatMap(([name, concept]) =>
    typeof concept === "string" ? [] : [{ name, concept }],
  );
  const keep = concepts.flatMap(({ concept }) => concept.keep ?? []).map((name) => whole(name));
  const readable = (text: string) => keep.reduce((rest, name) => rest.replace(name, "¤"), plain(words(text)));
  const terms = concepts
    .flatMap(({ concept }): Term[] =>
      typeof concept[reference] === "string"
        ? [{ english: concept[reference], concept, pattern: whole(concept[reference], "s?") }]
        : [],
    )
    .sort((one, other) => other.english.length - one.english.length);
  const never = Object.fromEntries(
    Object.keys(locales.languages).map((language) => [language, forbiddenIn(language, concepts)]),
  );
  return [
    ...locales.files.flatMap((file) => forbidden(file, never[file.language] ?? [], readable)),
    ...pairs(locales).flatMap((pair) =>
      pair.own.language === reference
        ? []
        : [...pair.own.sentences.keys()].flatMap((key) => locked(pair, key, terms, readable)),
    ),
  ];
}

type Readable = (text: string) => string;

interface Forbidden {
  readonly word: string;
  readonly pattern: RegExp;
  readonly informal: boolean;
  readonly instead: string | undefined;
}

const forbiddenIn = (
  language: string,
  concepts: readonly { name: string; concept: Concept & ByLanguage }[],
) =>
  concepts.flatMap(({ name, concept }): Forbidden[] =>
    (concept.never?.[language] ?? []).map((word) => ({
      word,
      pattern: whole(word),
      informal: name === "formalAddress",
      instead: concept[language],
    })),
  );

function forbidden(file: LocaleFile, never: readonly Forbidden[], readable: Readable): Finding[] {
  return passages(file).flatMap(({ text, ...at }) => {
    const read = readable(text);
    return never
      .filter(({ word, pattern }) => stands(read, word, () => pattern))
      .map(({ word, informal, instead }) => ({
        rule: informal ? "informal-address" : "forbidden-term",
        ...at,
        problem: `“${word}” is never used here.`,
        remedy: informal ? "Address the reader formally." : `Write “${instead ?? "the name as it is"}”.`,
      }));
  });
}

function locked(pair: Pair, key: string, terms: readonly Term[], readable: Readable): Finding[] {
  const { own } = pair;
  const english = englishFor(key, pair);
  const text = own.sentences.get(key);
  if (!english || !text?.trim()) return [];
  const at = { file: own.path, key: key || undefined, line: own.lines.get(key) };
  const finding = (rule: string, term: Term) => {
    const word = term.concept[own.language];
    const only = rule === "label" ? " and nothing else" : "";
    return {
      rule,
      ...at,
      problem: `English says “${term.english}”.`,
      remedy: word ? `Write “${word}”${only}.` : `Choose the word for it and add it to glossary.json.`,
    };
  };
  const label = terms.find(({ concept, english: name }) => concept.label && plain(name) === plain(english));
  if (label) return plain(text) === plain(label.concept[own.language] ?? "") ? [] : [finding("label", label)];
  const translated = readable(text);
  let rest = readable(english);
  return terms.flatMap((term) => {
    if (term.concept.label || !stands(rest, term.english, () => term.pattern)) return [];
    rest = rest.replace(term.pattern, "¤");
    const forms = [term.concept[own.language] ?? "", ...(term.concept.inflections?.[own.language] ?? [])];
    return forms.some((each) => stands(translated, each, () => whole(each)))
      ? []
      : [finding("locked-term", term)];
  });
}
