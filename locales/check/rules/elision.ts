import type { Finding } from "#locales/check/reading/finding.ts";
import { passages } from "#locales/check/reading/prose.ts";
import type { Locales } from "#locales/check/reading/read.ts";

const trap = /(?<!\p{L})((?:jus)?que|de|si|le|la)\s\{\{(?:provider|portal|organization|name)\}\}/iu;

/** French “de Ardenne”: a name may begin with a vowel, and the sentence cannot know. */
export function elision({ files }: Locales): Finding[] {
  return files
    .filter(({ language }) => language === "fr")
    .flatMap(passages)
    .flatMap(({ text, ...at }) => {
      const [, word] = trap.exec(text) ?? [];
      return word ? [{ rule: "elision", ...at, values: { word } }] : [];
    });
}
