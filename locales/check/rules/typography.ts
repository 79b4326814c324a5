import type { Finding } from "#locales/check/reading/finding.ts";
import { passages } from "#locales/check/reading/prose.ts";
import type { Locales } from "#locales/check/reading/read.ts";

const untouched = /\{\{[^}]*\}\}|`[^`]*`|\]\([^)]*\)|https?:\/\/\S+/g;
const narrow = "\u202f";
const wide = "\u00a0";

/** A text with the apostrophes, quotation marks and no-break spaces of its language. */
export function typeset(text: string, language: string): string {
  const kept: string[] = [];
  const held = text.replace(untouched, (each) => `\ue000${kept.push(each) - 1}\ue001`);
  const curly = held.replace(/'/g, "’");
  const done = language === "fr" ? french(curly) : english(curly);
  return done.replace(/\ue000(\d+)\ue001/g, (_, index: string) => kept[Number(index)] ?? "");
}

const english = (text: string) => text.replace(/"([^"]*)"/g, "“$1”");

/** European French: narrow no-break space before ; ? !, no-break space before : and inside « ». */
const french = (text: string) =>
  text
    .replace(/["“]([^"”]*)["”]/g, "«$1»")
    .replace(/(?<=[\p{L}\p{N}»)%\ue001])[ \u00a0\u202f]*([;?!])(?=$|[\s*)»])/gmu, `${narrow}$1`)
    .replace(/(?<=[\p{L}\p{N}»)%\ue001])[ \u00a0\u202f]*:(?=$|[\s*)»])/gmu, `${wide}:`)
    .replace(/«[ \u00a0\u202f]*/g, `«${wide}`)
    .replace(/[ \u00a0\u202f]*»/g, `${wide}»`);

/** Straight quotes and apostrophes, French spaces. */
export function typography({ files }: Locales): Finding[] {
  return files.flatMap((file) =>
    passages(file).flatMap(({ text, ...at }) => {
      const right = typeset(text, file.language);
      if (right === text) return [];
      const apostrophe = /['"]/.test(text.replace(untouched, ""));
      return [
        {
          rule: apostrophe ? "apostrophe" : "french-typography",
          ...at,
          problem: apostrophe
            ? "Apostrophes and quotation marks are straight here, typographic everywhere else."
            : "A no-break space is missing or of the wrong kind (before ; : ? ! and inside « »).",
          remedy: `Run “npm run locales -- --fix”. It becomes: ${right.trim()}`,
        },
      ];
    }),
  );
}
