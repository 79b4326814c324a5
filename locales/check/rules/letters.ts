import type { Finding } from "#locales/check/reading/finding.ts";
import { type Passage, passages } from "#locales/check/reading/prose.ts";
import type { Locales } from "#locales/check/reading/read.ts";

const mojibake = /[ÃÂ][\u0080-\u00bf]|â€|ï¿½|\ufffd|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Cs}/u;
const escape = /\\(?:u[0-9a-f]{4}|[nrt"\\])|&#/i;
const invisible = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/u;
const joiner = /[\u200c\u200d]/u;

const scripts = new Map<string, { latin: boolean; foreign: RegExp }>();

/** Whether a language is written in Latin letters, and the letters of scripts in which it is not written. */
function writing(language: string) {
  const known = scripts.get(language);
  if (known) return known;
  const script = new Intl.Locale(language).maximize().script ?? "Latn";
  const foreign = new RegExp(
    `(?=\\p{L})[^\\p{Script=Latin}\\p{Script=${script}}\\p{Script=Common}\\p{Script=Inherited}]`,
    "u",
  );
  const made = { latin: script === "Latn", foreign };
  scripts.set(language, made);
  return made;
}

/** Letters that are broken, cannot be seen, or only look like those of the language. */
export function letters({ files }: Locales): Finding[] {
  return files.flatMap((file) => passages(file).flatMap((passage) => look(passage, file.language)));
}

function look({ text, ...at }: Passage, language: string): Finding[] {
  const found = (rule: string, letter: string | undefined): Finding[] =>
    letter === undefined ? [] : [{ rule, ...at, values: { letter: name(letter) } }];
  const [broken] = mojibake.exec(text) ?? [];
  if (broken !== undefined) return found("broken-letters", broken);
  const { latin, foreign: alphabet } = writing(language);
  const [hidden] = invisible.exec(text) ?? (latin ? joiner.exec(text) : null) ?? [];
  const [escaped] = escape.exec(text) ?? [];
  const [foreign] = (/^[\u0000-\u024f\u2000-\u20ff]*$/.test(text) ? null : alphabet.exec(text)) ?? [];
  return [
    ...(escaped === undefined ? [] : [{ rule: "escape", ...at, values: { letter: escaped } }]),
    ...found("invisible", hidden),
    ...found("foreign-letter", foreign),
    ...(text.normalize("NFC") === text ? [] : [{ rule: "not-composed", ...at }]),
  ];
}

const name = (letter: string) =>
  `${/[\p{L}\p{S}]/u.test(letter) ? `“${letter}” ` : ""}U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
