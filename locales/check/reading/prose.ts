import type { Place } from "./finding.ts";
import type { LocaleFile } from "./read.ts";

/** A piece of text to read: a sentence, or a line of a long text. */
export interface Passage extends Place {
  readonly text: string;
}

/** The lines before the text itself: version and date. */
const frontMatter = /^---\n[\s\S]*?\n---\n/;

/** Sentences of a JSON file, lines of a long text that have words. */
export function passages({ path, name, sentences, lines }: LocaleFile): Passage[] {
  if (!name.endsWith(".md"))
    return [...sentences].map(([key, text]) => ({ file: path, key, line: lines.get(key), said: text, text }));
  const text = (sentences.get("") ?? "").replace(frontMatter, (lines) => lines.replace(/[^\n]/g, ""));
  return text
    .split("\n")
    .map((each, index) => ({ file: path, line: index + 1, said: each, text: each }))
    .filter(({ text }) => text.trim());
}

/** The same texts are read by many rules. */
function remembering(make: (text: string) => string) {
  const made = new Map<string, string>();
  return (text: string) => {
    const known = made.get(text) ?? make(text);
    made.set(text, known);
    return known;
  };
}

/** What people read: without placeholders, addresses and markup. */
export const words = remembering((text) =>
  text
    .replace(/\{\{[^}]*\}\}|\$t\([^)]*\)/g, "¤")
    .replace(/`[^`]*`/g, "¤")
    .replace(/\]\([^)]*\)/g, "]")
    .replace(/\b(?:https?:\/\/|www\.)\S+|[\w.+-]{1,64}@[\w.-]+\.\w+/g, "¤")
    .replace(/[*_#>[\]]|^\s*(?:[-+]|\d+\.)\s/g, "")
    .replace(/<[^>]+>/g, ""),
);

/** Other people's words may be any. */
export const withoutQuoted = (text: string) => text.replace(/«[^»]*»|“[^”]*”|„[^“”]*[“”]|‘[^’]*’/g, "¤");

/** For comparing words: lower case, straight apostrophes, plain spaces. */
export const plain = remembering((text) =>
  text
    .replace(/[’‘]/g, "'")
    .replace(/[\u00a0\u202f]/g, " ")
    .toLowerCase(),
);

/** A capital in the middle of a sentence. */
export const isName = (text: string, at: number) =>
  at > 0 && /^\p{Lu}\p{Ll}/u.test(text.slice(at, at + 2)) && !/[.?!:;…«“]\s*$/u.test(text.slice(0, at));
