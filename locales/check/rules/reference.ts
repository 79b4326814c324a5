import type { Finding } from "#locales/check/reading/finding.ts";
import { type LocaleFile, type Locales, placeOf, reference } from "#locales/check/reading/read.ts";
import { baseKeys } from "./pairs.ts";

/** Where English stands alone against all others, it is English that was damaged. */
export function referenceRules({ languages, files, unreadable }: Locales): Finding[] {
  const others = Object.keys(languages).filter((code) => code !== reference && !languages[code]?.draft);
  if (others.length < 2) return [];
  const broken = new Set(unreadable.map(({ file }) => file));
  return [...new Set(files.map(({ name }) => name))].flatMap((name): Finding[] => {
    const all = others.map((code) => files.find((file) => file.name === name && file.language === code));
    const there = all.filter((file) => file !== undefined);
    if (there.length < others.length) return [];
    const english = files.find((file) => file.name === name && file.language === reference);
    const path = `${reference}/${name}`;
    if (!english)
      return broken.has(path) ? [] : [{ rule: "missing-file", file: path, values: { english: path } }];
    return [...(name.endsWith(".md") ? [] : missing(english, there)), ...differing(english, there)];
  });
}

function missing(english: LocaleFile, others: readonly LocaleFile[]): Finding[] {
  const there = baseKeys(english.sentences);
  const [first, ...rest] = others.map(({ sentences }) => baseKeys(sentences));
  return [...(first ?? [])]
    .filter((key) => !there.has(key) && rest.every((keys) => keys.has(key)))
    .map((key) => ({
      rule: "missing-key",
      file: english.path,
      key,
      line: others[0]?.lines.get(key),
      values: { english: others[0]?.sentences.get(key) ?? "" },
    }));
}

const names = (text: string | undefined) =>
  text === undefined
    ? null
    : [...new Set([...text.matchAll(/\{\{\s*(?!portal|provider|support)(\w+)/g)].map(([, name]) => name))]
        .sort()
        .join();

function differing(english: LocaleFile, others: readonly LocaleFile[]): Finding[] {
  return [...english.sentences].flatMap(([key, text]): Finding[] => {
    if (/_(?:zero|one|two|few|many)$/.test(key)) return [];
    const [first, ...rest] = others.map(({ sentences }) => names(sentences.get(key)));
    const alone = first !== null && first !== names(text) && rest.every((each) => each === first);
    const name = (first ?? "")
      .split(",")
      .map((each) => `{{${each}}}`)
      .join(" ");
    return alone
      ? [{ rule: "english-differs", ...placeOf(english, key), values: { name: first ? name : "—" } }]
      : [];
  });
}
