import type { LocaleFile } from "./read.ts";

/** A piece of text to read: a sentence, or a line of a long text. */
export interface Passage {
  readonly file: string;
  readonly key?: string | undefined;
  readonly line?: number | undefined;
  readonly text: string;
}

/** Sentences of a JSON file, lines of a long text that have words. */
export function passages({ path, name, sentences, lines }: LocaleFile): Passage[] {
  if (!name.endsWith(".md"))
    return [...sentences].map(([key, text]) => ({ file: path, key, line: lines.get(key), text }));
  const text = sentences.get("") ?? "";
  return text
    .split("\n")
    .map((each, index) => ({ file: path, line: index + 1, text: each }))
    .filter(({ text }) => text.trim());
}

/** What people read: without placeholders, addresses and markup. */
export const words = (text: string) =>
  text
    .replace(/\{\{[^}]*\}\}/g, "¤")
    .replace(/`[^`]*`/g, "¤")
    .replace(/\]\([^)]*\)/g, "]")
    .replace(/\b(?:https?:\/\/|www\.)\S+|\S+@\S+\.\w+/g, "¤")
    .replace(/[*_#>[\]]|^\s*(?:[-+]|\d+\.)\s/g, "")
    .replace(/<[^>]+>/g, "");

/** For comparing words: lower case, straight apostrophes, plain spaces. */
export const plain = (text: string) =>
  text
    .replace(/[’‘]/g, "'")
    .replace(/[\u00a0\u202f]/g, " ")
    .toLowerCase();
