import type { Finding } from "#locales/check/reading/finding.ts";
import { isName, passages, plain, words } from "#locales/check/reading/prose.ts";
import type { Locales } from "#locales/check/reading/read.ts";

/** Says what to do instead of begging or judging. */
const avoided: Readonly<Record<string, readonly RegExp[]>> = {
  en: [/\bplease\b/, /\binvalid\b/],
  fr: [/veuillez/, /s'il vous pla[iî]t/, /\b(?:in|non )valides?\b/, /merci d(?:e |')/],
  nl: [/alstublieft/, /gelieve/, /\bongeldige?\b/],
};

/** Informal verbs that no list of words can hold. */
const informal: Readonly<Record<string, readonly RegExp[]>> = {
  fr: [
    /(?<!\p{L})t'(?:as|es|auras|avais|étais|y)(?!\p{L})/u,
    /(?<!\p{L})(?!(?:elle|celle|quelle|est|fait|dis|puis|suis|sais)-)\p{L}+[es]-(?:la|le|les|toi|moi)(?!\p{L})/u,
  ],
};

/** The one day on which the portal cheers. */
const festive = /^onboarding\.done\./;

/** No “please”, no “invalid”, and no exclamation marks but on the day someone gets in. */
export function voice({ files }: Locales): Finding[] {
  return files.flatMap((file) =>
    passages(file).flatMap(({ text, ...at }) => {
      const read = plain(words(text));
      const first = (patterns: readonly RegExp[] = []) =>
        patterns
          .map((pattern) => pattern.exec(read))
          .find((found) => found && !isName(words(text), found.index))?.[0];
      const word = first(avoided[file.language]);
      const familiar = first(informal[file.language]);
      const loud = read.includes("!") && !festive.test(`${file.name.split(".")[0]}.${at.key ?? ""}`);
      return [
        ...(word ? [{ rule: "voice", ...at, values: { word } }] : []),
        ...(familiar ? [{ rule: "informal-address", ...at, values: { word: familiar } }] : []),
        ...(loud ? [{ rule: "exclamation", ...at }] : []),
      ];
    }),
  );
}
