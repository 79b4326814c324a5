import type { Finding } from "#locales/check/reading/finding.ts";
import { type Locales, reference } from "#locales/check/reading/read.ts";
import { baseKeys, pairs } from "./pairs.ts";

/** Files and keys that one language has and another has not. */
export function structure(locales: Locales): Finding[] {
  return [...missingFiles(locales), ...locales.unreadable, ...keys(locales)];
}

function missingFiles({ languages, files, unreadable }: Locales): Finding[] {
  const broken = new Set(unreadable.map(({ file }) => file));
  const names = new Set(files.map(({ name }) => name));
  const has = (language: string, name: string) =>
    broken.has(`${language}/${name}`) ||
    files.some((file) => file.language === language && file.name === name);
  return Object.keys(languages).flatMap((language) =>
    [...names]
      .filter((name) => !has(language, name))
      .map((name) => {
        const others = files.filter((file) => file.name === name).map((file) => file.language);
        return {
          rule: others.includes(reference) ? "missing-file" : "extra-file",
          file: `${language}/${name}`,
          problem: `This file is missing; it exists in: ${others.join(", ")}.`,
          remedy: others.includes(reference)
            ? `Translate ${reference}/${name} into this file.`
            : `Add it to every language, or remove it from ${others.join(", ")}.`,
        };
      }),
  );
}

function keys(locales: Locales): Finding[] {
  return pairs(locales).flatMap(({ english, own }) => {
    if (!own.name.endsWith(".json")) return [];
    const wanted = baseKeys(english.sentences);
    const there = baseKeys(own.sentences);
    const missing = [...wanted]
      .filter((key) => !there.has(key))
      .map((key) => ({
        rule: "missing-key",
        file: own.path,
        key,
        problem: "This sentence is missing.",
        remedy: `Translate: ${english.sentences.get(key) ?? english.sentences.get(`${key}_other`) ?? ""}`,
      }));
    const extra = [...there]
      .filter((key) => !wanted.has(key))
      .map((key) => ({
        rule: "extra-key",
        file: own.path,
        key,
        line: own.lines.get(key),
        problem: `English has no sentence with this key.`,
        remedy: `Remove the line, or add the key to ${english.path}.`,
      }));
    return [...missing, ...extra];
  });
}
