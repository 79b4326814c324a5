import { join } from "node:path";
import { readText } from "./bytes.ts";
import type { Finding } from "./finding.ts";
import { parse } from "./json.ts";
import { type Node, valueOf } from "./tree.ts";

type ByLanguage = Readonly<Record<string, string>>;

export interface Concept {
  readonly label?: true;
  readonly inflections?: Readonly<Record<string, readonly string[]>>;
  readonly never?: Readonly<Record<string, readonly string[]>>;
  readonly keep?: readonly string[];
}

export type Glossary = Readonly<Record<string, string | (Concept & ByLanguage)>>;

const file = "glossary.json";
const isText = (value: unknown) => typeof value === "string" && value.trim() !== "";
const isList = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isText);
const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);

/** A shape that a field of a concept must have; `of` says which of its parts is wrong. */
const lists = (languages: readonly string[]) => (value: unknown) =>
  isObject(value) &&
  Object.entries(value as object).every(([code, list]) => languages.includes(code) && isList(list));

/** The glossary, without the concepts that are not as they should be, which are named. */
export function readGlossary(
  dir: string,
  languages: readonly string[],
): { glossary: Glossary; lines: ReadonlyMap<string, number>; findings: Finding[] } {
  const { text, findings } = readText(join(dir, file), file);
  if (text === null) return { glossary: {}, lines: new Map(), findings };
  const { tree, line, broken } = parse(text, file);
  findings.push(...broken);
  const add = (node: Node, key: string, field: string) =>
    findings.push({ rule: "glossary-list", file, key, line: line(node.offset), values: { field } });
  if (broken.length || tree?.type !== "object") {
    if (tree && !broken.length) add(tree, "", "{ … }");
    return { glossary: {}, lines: new Map(), findings };
  }
  const fields: Readonly<Record<string, (value: unknown) => boolean>> = {
    label: (value) => value === true,
    note: isText,
    keep: isList,
    abbr: (value) => isObject(value) && Object.values(value as object).every(isText),
    inflections: lists(languages),
    never: lists(languages),
    ...Object.fromEntries(languages.map((code) => [code, isText])),
  };
  const lines = new Map<string, number>();
  const glossary: Record<string, string | (Concept & ByLanguage)> = {};
  for (const { children: [name, value] = [] } of tree.children ?? []) {
    if (!name || !value) continue;
    const key = String(name.value);
    if (Object.hasOwn(glossary, key)) {
      findings.push({ rule: "duplicate-key", file, key, line: line(name.offset) });
      continue;
    }
    lines.set(key, line(name.offset));
    if (key === "$comment") continue;
    if (value.type !== "object") {
      add(name, key, key);
      continue;
    }
    const given = valueOf(value) as Record<string, unknown>;
    const wrong = (value.children ?? []).filter((each) => {
      const field = String(each.children?.[0]?.value);
      return !fields[field]?.(given[field]);
    });
    for (const each of wrong) {
      const field = String(each.children?.[0]?.value);
      add(each, `${key}.${field}`, field);
    }
    const names = (value.children ?? []).map((each) => String(each.children?.[0]?.value));
    const twice = names.find((field, at) => names.indexOf(field) !== at);
    if (twice)
      findings.push({ rule: "duplicate-key", file, key: `${key}.${twice}`, line: line(name.offset) });
    const lacks = !("never" in given) && !("keep" in given) && !("en" in given);
    if (lacks) add(name, key, "en");
    for (const code of Object.keys(given["never"] ?? {}))
      if ("en" in given && !(code in given) && languages.includes(code)) add(name, key, code);
    if (!wrong.length && !lacks) glossary[key] = given as Concept & ByLanguage;
  }
  if (!Object.keys(glossary).length && tree.children?.length === 0) add(tree, "", "{ … }");
  return { glossary, lines, findings };
}
