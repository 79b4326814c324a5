import type { Finding, Place } from "#locales/check/reading/finding.ts";
import { passages, plain, words } from "#locales/check/reading/prose.ts";
import { type Locales, placeOf, reference } from "#locales/check/reading/read.ts";
import { brand } from "#src/brand/brand.ts";
import { englishFor, pairs, plural } from "./pairs.ts";

const bare = (text: string) => text.replace(/[\u0600-\u0605\u200e\u200f]/g, "");

/** How a text ends, closing marks and spaces aside. */
function ending(text: string): string {
  const last =
    bare(text)
      .replace(/[\s)\]»”’"'*_]+$/u, "")
      .at(-1) ?? "";
  return /[.?!…:;。؟۔]/u.test(last) ? last.replace("؟", "?").replace(/[。۔]/u, ".") : "";
}

/** Numbers without what parts thousands and decimals, each once, in order. */
const numbers = (text: string) => {
  const found = words(text)
    .replace(/(?<=\d)[.,\u00a0\u202f' ](?=\d{3}(?!\d))/g, "")
    .match(/\d+(?:[.,:]\d+)*/g);
  return [...new Set(found?.map((each) => each.replace(/[.,:]/g, ".")))].sort().join(" ");
};

/** Addresses and file names, which no translation changes but in what stands before the @ of an example. */
const addresses = (text: string) =>
  (
    text
      .replace(/\]\([^)]*\)/g, "]")
      .replace(/@[\w-]+(?=\.example)/g, "@")
      .match(/(?:https?:\/\/|@)[\w./%-]*\w/g) ?? []
  )
    .sort()
    .join(" ");

const acronym =
  /(?<![\p{L}\p{N}{])(?:\p{Lu}{2,}[\p{Lu}\p{N}]*(?:-\d+)?|\p{Lu}\p{Ll}+\p{Lu}\p{L}*)(?![\p{L}\p{N}])/gu;

/** Abbreviations that other languages abbreviate otherwise. */
const translated = new Set(["ID", "PID", "IT", "MB", "GB", "KEY", "SN"]);

/** What stands where there is little room. */
const label = /(?:^|\.)(?:button\w*|submit|label|(?:columns|tabs|states|steps)\.\w+)$/;

/** Function words by which a language is known; a sentence of another one has more of that one's. */
const frequent: Readonly<Record<string, readonly string[]>> = {
  en: ["the", "and", "to", "your", "for", "with", "you", "this", "are", "not", "by", "from", "has"],
  fr: [
    "de",
    "le",
    "la",
    "les",
    "des",
    "du",
    "et",
    "vous",
    "votre",
    "vos",
    "est",
    "une",
    "un",
    "pour",
    "avec",
    "ce",
    "pas",
    "à",
    "qui",
    "que",
    "dans",
    "sur",
    "par",
    "ne",
    "sont",
    "peut",
  ],
  nl: [
    "de",
    "het",
    "een",
    "van",
    "uw",
    "voor",
    "met",
    "niet",
    "dit",
    "naar",
    "aan",
    "wordt",
    "worden",
    "hebt",
    "heeft",
    "deze",
    "kunt",
  ],
  de: [
    "der",
    "die",
    "das",
    "und",
    "sie",
    "ihr",
    "ihre",
    "ist",
    "für",
    "mit",
    "nicht",
    "eine",
    "von",
    "zu",
    "wird",
  ],
};

function otherLanguage(text: string, language: string): string | null {
  const own = frequent[language];
  const said = plain(words(text)).match(/\p{L}+/gu) ?? [];
  if (!own || said.length < 4) return null;
  const count = (list: readonly string[]) => said.filter((word) => list.includes(word)).length;
  const mine = count(own);
  const [other] = Object.entries(frequent)
    .filter(([code]) => code !== language)
    .filter(([, list]) => count(list) >= 2 && count(list) > 2 * mine)
    .map(([code]) => code);
  return other ?? null;
}

/** A translation beside its English: how it ends, its numbers, addresses, names, length, first letter, language. */
export function likeness(locales: Locales): Finding[] {
  return pairs(locales).flatMap((pair) => {
    const { own } = pair;
    const long = own.name.endsWith(".md");
    const foreign = passages(own).flatMap(({ text, ...at }) => {
      const other = otherLanguage(text, own.language);
      return other
        ? [{ rule: "other-language", ...at, values: { language: locales.languages[other]?.name ?? other } }]
        : [];
    });
    if (own.language === reference)
      return [...foreign, ...[...own.sentences].flatMap(([key, text]) => brandIn(placeOf(own, key), text))];
    return [
      ...foreign,
      ...[...own.sentences].flatMap(([key, text]): Finding[] => {
        const english = englishFor(key, pair);
        if (english === undefined || !text.trim()) return [];
        const place = placeOf(own, key);
        if (long) return lines(own.path, text, english);
        return [
          ...compare(place, text, english, plural(key, own.sentences) !== null),
          ...brandIn(place, text),
        ];
      }),
    ];
  });
}

/** Lines of long texts that stand beside each other: only what must be alike in both. */
function lines(file: string, text: string, english: string): Finding[] {
  const model = english.split("\n");
  const own = text.split("\n");
  if (own.length !== model.length) return [];
  return own.flatMap((line, index) => {
    const place = { file, line: index + 1, said: line };
    const beside = model[index] ?? "";
    return line.trim() && numbers(line) !== numbers(beside)
      ? [{ rule: "digits", ...place, values: { english: beside } }]
      : [];
  });
}

function compare(at: Place, text: string, english: string, counted: boolean): Finding[] {
  const values = { english };
  const [own, model] = [words(text), words(english)];
  const [mine, theirs] = [own.length, model.length];
  const asks = ending(english) === "?" || ending(text) === "?";
  const lost = [...new Set(english.match(acronym) ?? [])].filter(
    (name) => !translated.has(name) && !text.includes(name),
  );
  return [
    ...(!asks && ending(text) !== ending(english) ? [{ rule: "end-punctuation", ...at, values }] : []),
    ...(!counted && numbers(text) !== numbers(english) ? [{ rule: "digits", ...at, values }] : []),
    ...(addresses(text) !== addresses(english) ? [{ rule: "address-differs", ...at, values }] : []),
    ...(lost.length ? [{ rule: "name-differs", ...at, values: { ...values, names: lost.join(", ") } }] : []),
    ...(/^\p{Lu}/u.test(english) && /^\p{Ll}/u.test(text) ? [{ rule: "first-capital", ...at, values }] : []),
    ...(label.test(at.key ?? "") && theirs <= 25 && mine > 40
      ? [{ rule: "long-label", ...at, values: { ...values, letters: String(mine) } }]
      : []),
    ...(theirs > 25 && mine > 2.1 * theirs ? [{ rule: "too-long", ...at, values }] : []),
    ...(theirs > 30 && mine < 0.5 * theirs ? [{ rule: "too-short", ...at, values }] : []),
  ];
}

const names = [
  ["portal", brand.portal],
  ["provider", brand.provider],
  ["support", brand.support],
] as const;

const brandIn = (at: Place, text: string): Finding[] =>
  names
    .filter(([, name]) => text.includes(name))
    .map(([placeholder, name]) => ({
      rule: "brand-written-out",
      ...at,
      values: { name, write: `{{${placeholder}}}` },
    }));
