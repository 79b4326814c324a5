import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isKnown } from "#locales/check/reading/dictionary.ts";
import { readGlossary } from "#locales/check/reading/glossary.ts";
import { wordsOfGlossary } from "#locales/check/reading/own-words.ts";
import { readLocales } from "#locales/check/reading/read.ts";
import { spelling } from "#locales/check/rules/spelling.ts";
import { own } from "./copy.ts";

const list = JSON.parse(readFileSync(join(own, "spelling.json"), "utf8")) as Record<string, string[]>;

test("each of the editors’ own words is needed by a sentence", () => {
  const locales = readLocales(own);
  const { glossary } = readGlossary(own, Object.keys(locales.languages));
  const unknown = spelling(locales, (language) => new Set(wordsOfGlossary(glossary, language)));
  const warned = unknown.map(({ file, values }) => `${file.slice(0, 2)} ${values?.["word"]?.toLowerCase()}`);
  const listed = Object.entries(list).flatMap(([language, words]) =>
    words.map((word) => (language === "all" ? word.toLowerCase() : `${language} ${word.toLowerCase()}`)),
  );

  expect(listed.filter((word) => !warned.some((each) => each.endsWith(word)))).toEqual([]);
});

test("each language with a dictionary is judged by it, and a language without one by none", () => {
  const known = ["en", "fr", "nl", "xx"].map((language) => isKnown(language, "xqzt"));

  expect(known).toEqual([false, false, false, true]);
});
