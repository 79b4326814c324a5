import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { times } from "#src/i18n/legal-names.ts";
import { fill } from "#src/i18n/long-texts.ts";

/** Texts that people rely on by version: what stands before them says which one it is, and since when. */
export const legalTexts = ["privacy", "terms", "agreement", "accessibility"] as const;

const versionOf = (text: string) => /^---\n(?:.*\n)*?version: (\d+)\n/u.exec(text)?.[1];

/** Where the version of a text that is in force is kept, and what it says; null for a text that has no versions. */
export function published(dir: string, language: string, name: string) {
  const text = readFileSync(join(dir, language, `${name}.md`), "utf8");
  const version = versionOf(text);
  return version === undefined
    ? null
    : { file: join("versions", language, `${name}-${version}.md`), text: fill(text, times) };
}

/**
 * Keeps the version of a legal text that is in force, in each language, so that it can be read when it no longer is: with the times that it
 * promises filled in, since those are part of it. Returns the files.
 */
export function publish(dir: string, languages: readonly string[], name: string): string[] {
  if (!legalTexts.some((each) => each === name)) return [];
  return languages.flatMap((language) => {
    const kept = published(dir, language, name);
    if (!kept) return [];
    mkdirSync(dirname(join(dir, kept.file)), { recursive: true });
    writeFileSync(join(dir, kept.file), kept.text);
    return [kept.file];
  });
}
