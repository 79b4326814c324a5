import type { Finding } from "#locales/check/reading/finding.ts";
import { passages, plain, words } from "#locales/check/reading/prose.ts";
import type { Locales } from "#locales/check/reading/read.ts";

/** Says what to do instead of begging or judging (stack: error texts). */
const avoided: Readonly<Record<string, readonly RegExp[]>> = {
  en: [/\bplease\b/, /\binvalid\b/],
  fr: [/veuillez/, /s'il vous pla[iî]t/, /\b(?:in|non )valides?\b/],
  nl: [/alstublieft/, /gelieve/, /\bongeldige?\b/],
};

/** The one day on which the portal cheers. */
const festive = /^onboarding\.done\./;

/** No “please”, no “invalid”, and no exclamation marks but on the day someone gets in. */
export function voice({ files }: Locales): Finding[] {
  return files.flatMap((file) =>
    passages(file).flatMap(({ text, ...at }) => {
      const read = plain(words(text));
      const word = avoided[file.language]?.find((pattern) => pattern.test(read))?.exec(read)?.[0];
      const loud = read.includes("!") && !festive.test(`${file.name.split(".")[0]}.${at.key ?? ""}`);
      return [
        ...(word
          ? [
              {
                rule: "voice",
                ...at,
                problem: `“${word}” is not how the portal speaks.`,
                remedy: "Say what to do, and repeat the label of the field.",
              },
            ]
          : []),
        ...(loud
          ? [
              {
                rule: "exclamation",
                ...at,
                problem: "There is an exclamation mark.",
                remedy: "Use a full stop.",
              },
            ]
          : []),
      ];
    }),
  );
}
