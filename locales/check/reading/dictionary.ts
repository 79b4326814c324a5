import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Hunspell } from "hunspell-wasm";
import startEngine from "hunspell-wasm/wasm/hunspell.js";

const engine: unknown = await startEngine();
const { resolve } = createRequire(import.meta.url);
const dictionaries = new Map<string, Hunspell | null>();

/** Reading a dictionary takes a quarter of a second, so it is read when first asked; a language without one has none. */
function dictionaryOf(language: string): Hunspell | null {
  const known = dictionaries.get(language);
  if (known !== undefined) return known;
  const read = load(language);
  dictionaries.set(language, read);
  return read;
}

function load(language: string): Hunspell | null {
  const folder = folderOf(language);
  if (folder === null) return null;
  const [affixes = "", words = ""] = ["aff", "dic"].map((end) =>
    readFileSync(folder.replace(/js$/, end), "utf8"),
  );
  return new Hunspell(engine, affixes, words);
}

/** The package `dictionary-fr` for French, and so on. */
function folderOf(language: string): string | null {
  try {
    return resolve(`dictionary-${language}`);
  } catch {
    return null;
  }
}

const judged = new Map<string, boolean>();

/** Whether the dictionary of a language has a word, or may make it; anything does where there is no dictionary. */
export function isKnown(language: string, word: string): boolean {
  const name = `${language} ${word}`;
  const known = judged.get(name) ?? dictionaryOf(language)?.testSpelling(word) ?? true;
  judged.set(name, known);
  return known;
}

/** The nearest words of the dictionary. */
export const nearest = (language: string, word: string): readonly string[] =>
  dictionaryOf(language)?.getSpellingSuggestions(word).slice(0, 3) ?? [];
