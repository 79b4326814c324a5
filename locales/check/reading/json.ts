import type { Finding } from "./finding.ts";
import { type Node, parseTree } from "./tree.ts";

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

/** A tree of JSON, or the line on which it is broken. */
export function parse(text: string, file: string) {
  const { tree, brokenAt } = parseTree(text);
  const line = lineCounter(text);
  const broken: Finding[] =
    brokenAt === undefined ? [] : [{ rule: "invalid-json", file, line: line(brokenAt) }];
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
