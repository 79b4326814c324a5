import type { Finding } from "#locales/check/reading/finding.ts";
import { type Locales, placeOf, reference } from "#locales/check/reading/read.ts";
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
  const english = (name: string) => has(reference, name);
  return Object.keys(languages).flatMap((language) =>
    [...names].flatMap((name): Finding[] => {
      const file = `${language}/${name}`;
      if (!english(name)) return has(language, name) ? [{ rule: "extra-file", file }] : [];
      return has(language, name)
        ? []
        : [{ rule: "missing-file", file, values: { english: `${reference}/${name}` } }];
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
        line: nearest(key, own.lines),
        values: { english: english.sentences.get(key) ?? english.sentences.get(`${key}_other`) ?? "" },
      }));
    const extra = [...there]
      .filter((key) => !wanted.has(key))
      .map((key) => ({ rule: "extra-key", ...placeOf(own, key), values: { english: english.path } }));
    return [...missing, ...extra];
  });
}

/** The line of a sentence of the same group, where a missing one belongs. */
function nearest(key: string, lines: ReadonlyMap<string, number>): number | undefined {
  const group = key.split(".").slice(0, -1);
  for (; group.length; group.pop()) {
    const found = [...lines].find(([name]) => name.startsWith(`${group.join(".")}.`));
    if (found) return found[1];
  }
  return [...lines][0]?.[1];
}
