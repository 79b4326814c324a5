import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Finding } from "./finding.ts";

/** Every text of a JSON file by dotted key, where it stands, and what is wrong with the file. */
export interface JsonText {
  readonly sentences: Map<string, string>;
  readonly lines: Map<string, number>;
  readonly findings: Finding[];
}

/** Counts lines up to an offset, which only grows. */
function lineCounter(text: string) {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset: number) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

const isMissing = (code: number) => /Expected$/.test(printParseErrorCode(code));

/** A tree of JSON with the first thing that is wrong with it; what is missing is missing where the last token ends. */
export function parse(text: string, file: string) {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const line = lineCounter(text);
  const [first] = errors;
  const before =
    first && isMissing(first.error) ? text.slice(0, first.offset).trimEnd().length - 1 : first?.offset;
  const broken: Finding[] =
    first || !tree ? [{ rule: "invalid-json", file, line: line(Math.max(0, before ?? 0)) }] : [];
  return { tree, line, broken };
}

/** Reads sentences as far as they can be read, whatever stands in the file. */
export function readJson(text: string, file: string): JsonText {
  const { tree, line, broken } = parse(text, file);
  const found: JsonText = { sentences: new Map(), lines: new Map(), findings: broken };
  if (broken.length || !tree) return found;
  if (tree.type !== "object") {
    found.findings.push({ rule: "wrong-type", file, line: 1 });
    return found;
  }
  const seen = new Set<string>();
  const walk = (node: Node, prefix: string) => {
    for (const { children: [name, value] = [] } of node.children ?? []) {
      if (!name || !value) continue;
      const key = prefix + String(name.value);
      const at = { file, key, line: line(name.offset) };
      if (!/^[\w-]+$/.test(String(name.value))) found.findings.push({ rule: "odd-key", ...at });
      if (seen.has(key)) found.findings.push({ rule: "duplicate-key", ...at });
      seen.add(key);
      if (value.type === "object") walk(value, `${key}.`);
      else {
        if (value.type !== "string") found.findings.push({ rule: "wrong-type", ...at });
        found.sentences.set(key, value.type === "string" ? String(value.value) : "");
        found.lines.set(key, at.line);
      }
    }
  };
  walk(tree, "");
  return found;
}
