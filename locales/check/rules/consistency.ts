import type { Finding } from "#locales/check/reading/finding.ts";
import { words } from "#locales/check/reading/prose.ts";
import { type LocaleFile, type Locales, placeOf, reference } from "#locales/check/reading/read.ts";
import { englishFor, pairs } from "./pairs.ts";

interface Said {
  readonly own: LocaleFile;
  readonly key: string;
  readonly text: string;
}

/** The same English of two words or more, put in several ways; the rarer ones are named, with the usual one. */
export function consistency(locales: Locales): Finding[] {
  return Object.keys(locales.languages)
    .filter((language) => language !== reference)
    .flatMap((language) => {
      const byEnglish = new Map<string, Said[]>();
      for (const pair of pairs(locales)) {
        if (pair.own.language !== language || pair.own.name.endsWith(".md")) continue;
        for (const [key, text] of pair.own.sentences) {
          const english = englishFor(key, pair);
          if (
            !english ||
            /_(?:zero|one|two|few|many|other)$/.test(key) ||
            words(english).split(" ").length < 2
          )
            continue;
          byEnglish.set(english, [...(byEnglish.get(english) ?? []), { own: pair.own, key, text }]);
        }
      }
      return [...byEnglish.values()].flatMap(several);
    });
}

function several(all: readonly Said[]): Finding[] {
  const counts = new Map<string, number>();
  for (const { text } of all) counts.set(text, (counts.get(text) ?? 0) + 1);
  if (counts.size < 2) return [];
  const [usual = ""] = [...counts].sort(([, one], [, other]) => other - one)[0] ?? [];
  return all
    .filter(({ text }) => text !== usual)
    .map(({ own, key }) => ({ rule: "several-translations", ...placeOf(own, key), values: { usual } }));
}
