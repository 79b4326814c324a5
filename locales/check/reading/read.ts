import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "./finding.ts";

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
  readonly languages: Readonly<Record<string, { name: string; format: string }>>;
  readonly files: readonly LocaleFile[];
  readonly unreadable: readonly Finding[];
}

/** The language that all others are compared with. */
export const reference = "en";

/** Everything under `locales/`, with what could not be read. */
export function readLocales(dir: string): Locales {
  const languages = JSON.parse(readFileSync(join(dir, "languages.json"), "utf8")) as Locales["languages"];
  const files: LocaleFile[] = [];
  const unreadable: Finding[] = [];
  const folders = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders.filter(({ name }) => name !== "check" && !(name in languages)))
    unreadable.push({
      rule: "unknown-language",
      file: name,
      problem: "This folder is no language of languages.json.",
      remedy: "Add the language to languages.json, or remove the folder.",
    });
  for (const language of Object.keys(languages)) {
    const folder = join(dir, language);
    for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
      const read = readLocaleFile(language, name, readFileSync(join(folder, name), "utf8"));
      files.push(...read.files);
      unreadable.push(...read.findings);
    }
  }
  return { languages, files, unreadable };
}

function readLocaleFile(
  language: string,
  name: string,
  raw: string,
): { files: LocaleFile[]; findings: Finding[] } {
  const path = `${language}/${name}`;
  const file = { language, name, path };
  if (name.endsWith(".md"))
    return { files: [{ ...file, sentences: new Map([["", raw]]), lines: new Map() }], findings: [] };
  if (!name.endsWith(".json"))
    return {
      files: [],
      findings: [
        {
          rule: "unknown-file",
          file: path,
          problem: "A language folder holds only .json and .md files.",
          remedy: "Rename the file or remove it.",
        },
      ],
    };
  try {
    const { lines, twice } = keyLines(raw);
    const sentences = new Map(flatten(JSON.parse(raw) as object));
    const findings = twice.map(({ key, line }) => ({
      rule: "duplicate-key",
      file: path,
      key,
      line,
      problem: "This key stands twice; only the last one counts.",
      remedy: "Remove one of the two lines.",
    }));
    return { files: [{ ...file, sentences, lines }], findings };
  } catch (error) {
    const [, line] = /\(line (\d+)/.exec(String(error)) ?? [];
    return {
      files: [],
      findings: [
        {
          rule: "invalid-json",
          file: path,
          line: line ? Number(line) : raw.trimEnd().split("\n").length,
          problem: `This is no JSON: ${(error as Error).message}`,
          remedy:
            "Look at this line and the one above: a comma too many or too few, a missing quote or bracket.",
        },
      ],
    };
  }
}

function flatten(tree: object, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]): [string, string][] =>
    value !== null && typeof value === "object"
      ? flatten(value as object, `${prefix}${name}.`)
      : [[prefix + name, typeof value === "string" ? value : ""]],
  );
}

/** Where each key stands, in a file with one key a line. */
function keyLines(raw: string) {
  const lines = new Map<string, number>();
  const twice: { key: string; line: number }[] = [];
  const path: string[] = [];
  raw.split("\n").forEach((text, index) => {
    const [, name, opens] = /^\s*"((?:[^"\\]|\\.)*)"\s*:\s*(\{\s*$)?/.exec(text) ?? [];
    if (name !== undefined) {
      const key = [...path, name].join(".");
      if (lines.has(key)) twice.push({ key, line: index + 1 });
      lines.set(key, index + 1);
      if (opens) path.push(name);
    } else if (/^\s*\}/.test(text)) path.pop();
  });
  return { lines, twice };
}
