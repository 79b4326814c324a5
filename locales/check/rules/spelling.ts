import { isKnown, nearest } from "#locales/check/reading/dictionary.ts";
import type { Finding } from "#locales/check/reading/finding.ts";
import { isName, passages, withoutQuoted, words } from "#locales/check/reading/prose.ts";
import type { Locales } from "#locales/check/reading/read.ts";

/** Names of files and of hosts, and what is in part a number or stands for several words with one end. */
const noWords =
  /[\p{L}\p{N}_-]+(?:\.[a-z]{2,})+|[\p{L}-]*\p{N}[\p{L}\p{N}-]*|\p{L}+-(?!\p{L})|(?<!\p{L})-\p{L}+/gu;
const word = /\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*/gu;

/** Words that neither the dictionary of their language has nor anybody's own list. */
export function spelling({ files }: Locales, ownWords: (language: string) => ReadonlySet<string>): Finding[] {
  return files.flatMap((file) => {
    const own = ownWords(file.language);
    return passages(file).flatMap(({ text, ...at }) =>
      unknownIn(file.language, text)
        .filter((each) => !isRight(file.language, each, own))
        .map((each) => ({ rule: "spelling", ...at, values: misspelt(file.language, each) })),
    );
  });
}

const looked = new Map<string, readonly string[]>();

/** The words of a text that are no names and that the dictionary does not have, each once. */
function unknownIn(language: string, text: string): readonly string[] {
  const name = `${language} ${text}`;
  const known = looked.get(name);
  if (known) return known;
  const read = words(withoutQuoted(text)).replace(noWords, "¤");
  const all = [...read.matchAll(word)].filter(({ index }) => !isName(read, index)).map(([each]) => each);
  const unknown = [...new Set(all)].filter((each) => !isKnown(language, spelt(language, each)));
  looked.set(name, unknown);
  return unknown;
}

/** As the dictionary writes it: English knows its café without accents. */
function spelt(language: string, word: string): string {
  const straight = word.replaceAll("’", "'");
  return language === "en" ? straight.normalize("NFD").replace(/\p{M}/gu, "") : straight;
}

/** Languages in which anybody may put two words together. */
const joining = ["nl", "de"];

/** Of a compound each part may be right by itself. */
function isRight(language: string, word: string, own: ReadonlySet<string>): boolean {
  return (
    own.has(word) ||
    own.has(word.toLowerCase()) ||
    isKnown(language, spelt(language, word)) ||
    (word.includes("-") && word.split("-").every((part) => isRight(language, part, own))) ||
    (joining.includes(language) && isJoined(language, word.toLowerCase(), own))
  );
}

/** Two words, with or without an s between them; a short one only beside a word of the editors' own. */
function isJoined(language: string, word: string, own: ReadonlySet<string>): boolean {
  const isPart = (part: string, other: string) =>
    own.has(part) || (part.length >= (own.has(other) ? 3 : 4) && isKnown(language, part));
  return Array.from({ length: Math.max(0, word.length - 5) }, (_, at) => {
    const [first, last] = [word.slice(0, at + 3), word.slice(at + 3)];
    return [first, first.replace(/s$/u, "")].some((part) => isPart(last, part) && isPart(part, last));
  }).some(Boolean);
}

/** What is near is asked only where it is shown: a compound takes the dictionary a tenth of a second. */
const misspelt = (language: string, word: string) => ({
  word,
  get near() {
    return nearest(language, spelt(language, word)).join(", ") || "—";
  },
});
