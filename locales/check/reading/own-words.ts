import { existsSync } from "node:fs";
import { join } from "node:path";
import { readText } from "./bytes.ts";
import type { Glossary } from "./glossary.ts";
import { parse } from "./json.ts";
import { valueOf } from "./tree.ts";

const file = "spelling.json";

/** What is right in every language. */
const everywhere = "all";

const isList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string" && /^\S+$/u.test(each));

/** Words that no dictionary has and that are right, by language: the editors' own, and those of the glossary. */
export function readOwnWords(dir: string, languages: readonly string[], glossary: Glossary) {
  const { own, findings } = readList(dir, languages);
  const wordsOf = (language: string): ReadonlySet<string> =>
    new Set([...(own[everywhere] ?? []), ...(own[language] ?? []), ...wordsOfGlossary(glossary, language)]);
  return { own, wordsOf, findings };
}

function readList(dir: string, languages: readonly string[]) {
  const own: Record<string, readonly string[]> = {};
  if (!existsSync(join(dir, file))) return { own, findings: [] };
  const { text, findings } = readText(join(dir, file), file);
  if (text === null) return { own, findings };
  const { tree, line, broken } = parse(text, file);
  findings.push(...broken);
  const add = (field: string, offset = 0) =>
    findings.push({ rule: "spelling-list", file, line: line(offset), values: { field } });
  if (broken.length || tree?.type !== "object") {
    if (!broken.length) add("{ … }");
    return { own, findings };
  }
  for (const { offset, children: [name, value] = [] } of tree.children ?? []) {
    const language = String(name?.value);
    const list = value && valueOf(value);
    const known = language === everywhere || languages.includes(language);
    if (!known || !isList(list) || Object.hasOwn(own, language)) add(language, offset);
    else own[language] = list;
  }
  return { own, findings };
}

/** The words of the glossary are right, whatever a dictionary says. */
export function wordsOfGlossary(glossary: Glossary, language: string): string[] {
  const said = Object.values(glossary).flatMap((concept) =>
    typeof concept === "string"
      ? []
      : [...(concept.keep ?? []), ...(concept.inflections?.[language] ?? []), concept[language] ?? ""],
  );
  return said.flatMap((words) => words.split(/[\s()]+/u)).filter(Boolean);
}
