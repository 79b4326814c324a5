import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { readText } from "./bytes.ts";
import type { Finding, Place } from "./finding.ts";
import { readJson } from "./json.ts";
import { type LanguageList, readLanguages } from "./languages.ts";

/** A locale file: its sentences by dotted key (a long text has one, without a name). */
export interface LocaleFile {
  readonly language: string;
  /** As in its folder: `home.json`. */
  readonly name: string;
  readonly path: string;
  readonly sentences: ReadonlyMap<string, string>;
  readonly lines: ReadonlyMap<string, number>;
}

export interface Locales {
  readonly languages: LanguageList;
  readonly files: readonly LocaleFile[];
  readonly unreadable: readonly Finding[];
}

/** The language that all others are compared with. */
export const reference = "en";

/** Where a sentence of a file stands, and what it says. */
export const placeOf = ({ path, sentences, lines }: LocaleFile, key: string): Place => ({
  file: path,
  key: key || undefined,
  line: lines.get(key),
  said: sentences.get(key),
});

const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory();

/** Folders below `locales/` that hold no language. */
const others = new Set(["check", "sources", "versions"]);

/** Everything under `locales/`, with what could not be read. */
export function readLocales(dir: string): Locales {
  const folders = readdirSync(dir).filter((name) => !others.has(name) && isFolder(join(dir, name)));
  const { languages, findings } = readLanguages(dir, folders);
  const unreadable: Finding[] = [
    ...findings,
    ...folders
      .filter((name) => !Object.hasOwn(languages, name))
      .map((file) => ({ rule: "unknown-language", file: `${file}/` })),
  ];
  const files: LocaleFile[] = [];
  for (const language of Object.keys(languages)) {
    const folder = join(dir, language);
    for (const name of isFolder(folder) ? readdirSync(folder).sort() : []) {
      const read = readLocaleFile(language, name, join(folder, name));
      files.push(...read.files);
      unreadable.push(...read.findings);
    }
  }
  return { languages, files, unreadable };
}

function readLocaleFile(
  language: string,
  name: string,
  at: string,
): { files: LocaleFile[]; findings: Finding[] } {
  const path = `${language}/${name}`;
  if (isFolder(at)) return { files: [], findings: [{ rule: "folder-inside", file: path }] };
  if (!/\.(?:json|md)$/.test(name)) return { files: [], findings: [{ rule: "unknown-file", file: path }] };
  const { text, findings } = readText(at, path);
  if (text === null) return { files: [], findings };
  const file = { language, name, path };
  if (name.endsWith(".md"))
    return { files: [{ ...file, sentences: new Map([["", text]]), lines: new Map() }], findings };
  const { sentences, lines, findings: found } = readJson(text, path);
  const broken = found.some(({ rule, key }) => !key && rule !== "duplicate-key");
  return { files: broken ? [] : [{ ...file, sentences, lines }], findings: [...findings, ...found] };
}
