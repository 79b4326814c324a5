import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { typeset } from "./rules/typography.ts";

/** Puts apostrophes, quotation marks and French no-break spaces right; returns the files changed. */
export function fixTypography(dir: string, languages: readonly string[]): string[] {
  return languages.flatMap((language) =>
    readdirSync(join(dir, language)).flatMap((name) => {
      const path = join(dir, language, name);
      const raw = readFileSync(path, "utf8");
      const fixed = name.endsWith(".json") ? fixJson(raw, language) : eachLine(raw, language);
      if (fixed === raw) return [];
      writeFileSync(path, fixed);
      return [`${language}/${name}`];
    }),
  );
}

const eachLine = (text: string, language: string) =>
  text
    .split("\n")
    .map((line) => typeset(line, language))
    .join("\n");

function fixJson(raw: string, language: string): string {
  const tree: unknown = JSON.parse(raw, (_, value: unknown) =>
    typeof value === "string" ? typeset(value, language) : value,
  );
  return JSON.stringify(tree) === JSON.stringify(JSON.parse(raw))
    ? raw
    : `${JSON.stringify(tree, null, 2)}\n`;
}
