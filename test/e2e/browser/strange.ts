import { globSync, readFileSync } from "node:fs";
import { finder } from "#locales/check/find.ts";
import { readLocales } from "#locales/check/reading/read.ts";
import { window } from "#src/domain/limits.ts";
import { formats } from "#src/i18n/formats.ts";
import { textsOf } from "#test/e2e/gallery/texts.ts";
import type { Tongue } from "./world.ts";

const locales = readLocales("locales");

/** What people and provider say in the worlds that faces are seen in. */
const others = globSync(["db/demo/**/*.{ts,csv,json}", "test/e2e/browser/**/*.ts"])
  .map((path) => readFileSync(path, "utf8").replaceAll("\\n", " "))
  .join("\n");

/** Two words of a sentence: neither a name nor a number. */
const saysSomething = /(?<!\p{L})\p{Ll}{2,}[ ,]+\p{Ll}{2,}/u;
const when = /\d{4}|\d\d:\d\d/u;
/** What the parser of pages takes for text where a sign stands in a field's value. */
const isMarkup = (piece: string) => piece.includes('="');
const isCommand = (piece: string) => piece.startsWith("npm run ");
/** Agents read what others are written, in the language of those. */
const quotesOtherLanguages = /^(?:review|people)/u;

/** What a text is put together from: a page and its title, a part of a list, a number beside its name. */
const pieces = (text: string) =>
  text
    .replace(/\S+@\S+/gu, "")
    .split(/ – | · ?|: (?:[\d.,\s]+(?:, |$))?|^\(|\)$/u)
    .map((piece) => piece.trim());

const countries = (language: Tongue) => {
  const names = new Intl.DisplayNames(language, { type: "region" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  return new Set(letters.flatMap((one) => letters.map((other) => names.of(one + other))));
};

/** How far away something is, as the language's readers write it. */
function isAway(language: Tongue) {
  const { away } = formats(language, "Europe/Brussels");
  return (piece: string) => {
    const many = Number(piece.replace(/\D/gu, ""));
    return [window.hour / 60, window.hour, window.day].some((unit) =>
      [many, -many].some((units) => away(units * unit, 0) === piece),
    );
  };
}

/** Finds what a page says in a language that no file of `locales/` does, nor anybody who wrote it there. */
export function strangerIn(language: Tongue) {
  const own = finder(locales, language);
  const ofMachine = countries(language);
  const isTime = isAway(language);
  const inOther = Object.keys(locales.languages)
    .filter((code) => code !== language)
    .map((code) => finder(locales, code));
  const isStrange = (piece: string) =>
    (saysSomething.test(piece) || inOther.some(({ isWhole }) => isWhole(piece))) &&
    !when.test(piece) &&
    !isMarkup(piece) &&
    !isCommand(piece) &&
    !ofMachine.has(piece) &&
    !isTime(piece) &&
    !others.includes(piece);
  const known = new Map<string, boolean>();
  const isKnown = (text: string) =>
    ofMachine.has(text) ||
    text.split(" – ").every((part) => own.isSaid(part)) ||
    pieces(text).every((piece) => own.isSaid(piece) || !isStrange(piece));
  const isQuoted = (text: string) => inOther.some(({ isSaid }) => isSaid(text));
  return (face: string, html: string): string[] =>
    [...new Set(textsOf(html))].filter((text) => {
      if (quotesOtherLanguages.test(face) && isQuoted(text)) return false;
      const found = known.get(text) ?? isKnown(text);
      known.set(text, found);
      return !found;
    });
}
