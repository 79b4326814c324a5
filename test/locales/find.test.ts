import { expect, test } from "vitest";
import { finder } from "#locales/check/find.ts";
import { readLocales } from "#locales/check/reading/read.ts";
import { brand } from "#src/brand/brand.ts";
import { resolveAll } from "#src/i18n/references.ts";
import { own } from "./copy.ts";

const locales = readLocales(own);
const named: Record<string, string> = {
  portal: brand.portal,
  provider: brand.provider,
  support: brand.support,
};

/** Every sentence as it is seen, with something filled in. */
const seen = (language: string) =>
  locales.files
    .filter((file) => file.language === language && file.name.endsWith(".json"))
    .flatMap(({ name, sentences }) =>
      [...sentences].map(([key, text]) => ({
        key: `${name.replace(".json", "")}.${key}`,
        text: resolveAll(text, {}).replace(
          /\{\{\s*(\w+)[^}]*\}\}/g,
          (_, each: string) => named[each] ?? "Els Wouters 12",
        ),
      })),
    )
    .filter(({ text }) => !text.includes("$t("));

/** The same typed on a keyboard. */
const typed = (text: string) =>
  text
    .replace(/[’‘]/g, "'")
    .replace(/[«“„][\u00a0\u202f]?|[\u00a0\u202f]?[»”]/g, '"')
    .replace(/[\u00a0\u202f]/g, " ");

test.each(["en", "fr", "nl"])(
  "what is seen in language %s leads to its sentence, copied or typed",
  (language) => {
    const { find } = finder(locales, language);
    const all = seen(language);
    const lost = (as: (text: string) => string) =>
      all.filter(({ key, text }) => !find(as(text)).some((source) => source.key === key && source.line));

    expect(all.length).toBeGreaterThan(2000);
    expect(lost((text) => text).length / all.length).toBeLessThan(0.02);
    expect(lost(typed).length / all.length, JSON.stringify(lost(typed).slice(0, 9))).toBeLessThan(0.02);
  },
);

test("part of a sentence is enough, and a long text is found by its line", () => {
  const [part] = finder(locales, "nl").find("aanvraag om toegangsbeheerder");
  const [line] = finder(locales, "fr")
    .find("Qui peut faire quoi")
    .concat(finder(locales, "en").find("Delegated Administrator terms"));

  expect(part?.file).toMatch(/^nl\//u);
  expect(line?.line).toBeGreaterThan(0);
});
