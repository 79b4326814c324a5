import type { Finding } from "#locales/check/reading/finding.ts";
import { type Passage, passages, words } from "#locales/check/reading/prose.ts";
import type { Locales } from "#locales/check/reading/read.ts";

const pairs = ["()", "[]", "«»", "“”"] as const;

/** Words that a language rightly says twice. */
const twiceRight: Readonly<Record<string, readonly string[]>> = {
  en: ["that", "had", "in"],
  fr: ["vous", "nous"],
  nl: ["dat", "die"],
};

/** Brackets and quotation marks without their other half, a word said twice. */
export function marks({ files }: Locales): Finding[] {
  return files.flatMap((file) =>
    passages(file).flatMap((passage) => [...open(passage, file.name), ...twice(passage, file.language)]),
  );
}

function open({ text, ...at }: Passage, name: string): Finding[] {
  const long = name.endsWith(".md");
  const read = text.replace(/(?<=^|\s)(?:[a-z]|\d+)\)/g, "").replace(/[:;]-?[()]/g, "");
  // German closes with “ what it opens with „.
  const german = read.includes("„");
  const mark = pairs
    .filter(
      ([, closing = ""]) => !(german && closing === "”") && !(long && closing !== ")" && closing !== "»"),
    )
    .find(([opening = "", closing = ""]) => read.split(opening).length !== read.split(closing).length);
  return mark ? [{ rule: "open-pair", ...at, values: { mark } }] : [];
}

function twice({ text, ...at }: Passage, language: string): Finding[] {
  const right = twiceRight[language] ?? [];
  const found = [...words(text).matchAll(/(?<![\p{L}\p{N}’'-])(\p{L}{2,}) \1(?![\p{L}\p{N}’'-])/giu)]
    .map(([, word = ""]) => word)
    .find((word) => !right.includes(word.toLowerCase()));
  return found ? [{ rule: "word-twice", ...at, values: { word: found } }] : [];
}
