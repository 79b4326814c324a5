import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readText } from "./reading/bytes.ts";
import { parse } from "./reading/json.ts";
import { readLocales } from "./reading/read.ts";
import { typeset } from "./rules/typography.ts";

/** Puts line ends, composed letters, apostrophes, quotation marks and no-break spaces right; returns the files changed. */
export function fixTypography(dir: string): string[] {
  const { languages } = readLocales(dir);
  return Object.keys(languages).flatMap((language) => {
    const folder = join(dir, language);
    return (statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [])
      .filter((name) => /\.(?:json|md)$/.test(name))
      .filter((name) => fixFile(join(folder, name), language))
      .map((name) => `${language}/${name}`);
  });
}

/** A file that cannot be read is left as it is: the check says where. */
function fixFile(path: string, language: string): boolean {
  const { text } = readText(path, path);
  if (text === null) return false;
  const right = (each: string) => typeset(each.normalize("NFC"), language);
  const fixed = path.endsWith(".md") ? fixText(text, right) : fixJson(text, right);
  if (fixed === readFileSync(path, "utf8")) return false;
  writeFileSync(path, fixed);
  return true;
}

/** What stands before a text is no sentence. */
function fixText(text: string, right: (each: string) => string): string {
  const [front = ""] = /^---\n.*?\n---\n/su.exec(text) ?? [];
  return front + text.slice(front.length).split("\n").map(right).join("\n");
}

function fixJson(text: string, right: (each: string) => string): string {
  if (parse(text, "").broken.length) return text;
  const put = (value: unknown) => (typeof value === "string" ? right(value) : value);
  const tree: unknown = JSON.parse(text, (_, value: unknown) => put(value));
  return JSON.stringify(tree) === JSON.stringify(JSON.parse(text))
    ? text
    : `${JSON.stringify(tree, null, 2)}\n`;
}
