import type { Finding } from "#locales/check/reading/finding.ts";
import { passages } from "#locales/check/reading/prose.ts";
import type { Locales } from "#locales/check/reading/read.ts";

const untouched = /\{\{[^}]*\}\}|\$t\([^)]*\)|`[^`]*`|\]\([^)]*\)|https?:\/\/\S+/g;
const narrow = "\u202f";
const wide = "\u00a0";

/** How a language quotes; the others as English does. */
const quotes: Readonly<Record<string, readonly [string, string]>> = {
  fr: [`«${wide}`, `${wide}»`],
  de: ["„", "“"],
  pl: ["„", "”"],
  ar: ["«", "»"],
};

/** A text with the apostrophes, quotation marks and no-break spaces of its language. */
export function typeset(text: string, language: string): string {
  const kept: string[] = [];
  const held = text.replace(untouched, (each) => `\ue000${kept.push(each) - 1}\ue001`);
  const curly = held.replace(/(?<![\p{L}\p{N}])'([^']*)'(?![\p{L}\p{N}])/gu, "‘$1’").replace(/'/g, "’");
  const quoted = quote(curly, language);
  const done = language === "fr" ? french(quoted) : quoted;
  return done.replace(/\ue000(\d+)\ue001/g, (_, index: string) => kept[Number(index)] ?? "");
}

function quote(text: string, language: string): string {
  const [opening, closing] = quotes[language] ?? ["“", "”"];
  const own = text.replace(/"([^"]*)"/g, `${opening}$1${closing}`);
  if (opening.startsWith("«")) return own.replace(/“([^“”]*)”/g, `${opening}$1${closing}`);
  return own.replace(/«[ \u00a0\u202f]*([^«»]*?)[ \u00a0\u202f]*»/g, `${opening}$1${closing}`);
}

/** European French: narrow no-break space before ; ? !, no-break space before : and inside « ». */
const french = (text: string) =>
  text
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
      return [{ rule: apostrophe ? "apostrophe" : "typography", ...at, values: { right: right.trim() } }];
    }),
  );
}
