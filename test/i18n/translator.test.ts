import { describe, expect, test } from "vitest";
import english from "#locales/en/onboarding.json" with { type: "json" };
import portal from "#locales/en/portal.json" with { type: "json" };
import common from "#locales/fr/common.json" with { type: "json" };
import emails from "#locales/fr/emails.json" with { type: "json" };
import french from "#locales/fr/onboarding.json" with { type: "json" };
import dutch from "#locales/nl/onboarding.json" with { type: "json" };
import { brand } from "#src/brand/brand.ts";
import { languages, type MessageKey, translator } from "#src/i18n/translator.ts";

const valid = emails["confirm-address"];
const filled = (sentence: string, value: string) => sentence.replace("{{count, number}}", value);

describe("a translator", () => {
  test("says a sentence of the reader's language", () => {
    expect(translator("en")("onboarding.verify.submit")).toBe(english.verify.submit);
    expect(translator("fr")("onboarding.verify.submit")).toBe(french.verify.submit);
    expect(translator("nl")("onboarding.verify.submit")).toBe(dutch.verify.submit);
  });

  test("knows the brand without being told", () => {
    expect(translator("nl")("emails.invitation.subject")).toContain(brand.portal);
  });

  test("is made once per language", () => {
    expect(translator("fr")).toBe(translator("fr"));
    expect(translator("fr")).not.toBe(translator("nl"));
  });

  test("keeps the number in the French singular, which also says 0 and 1.5", () => {
    const t = translator("fr");
    expect(t("emails.confirm-address.validFor", { count: 0 })).toBe(filled(valid.validFor_one, "0"));
    expect(t("emails.confirm-address.validFor", { count: 1.5 })).toBe(filled(valid.validFor_one, "1,5"));
    expect(t("emails.confirm-address.validFor", { count: 24 })).toBe(filled(valid.validFor_other, "24"));
  });

  test("has a French plural for a million", () => {
    expect(translator("fr")("emails.confirm-address.validFor", { count: 1_000_000 })).toBe(
      filled(valid.validFor_many, "1\u202f000\u202f000"),
    );
  });

  test("writes numbers as the reader's country does", () => {
    const say = (language: "en" | "fr" | "nl") =>
      translator(language)("emails.confirm-address.validFor", { count: 12_345 });
    expect(say("en")).toContain("12,345");
    expect(say("fr")).toContain("12\u202f345");
    expect(say("nl")).toContain("12.345");
  });

  test("writes a day of a message's parameters in the reader's language", () => {
    const say = (language: "en" | "fr" | "nl") =>
      translator(language)("onboarding.verify.errors.contractExpired", { day: "2026-03-01" });
    expect(say("en")).toContain("1 March 2026");
    expect(say("fr")).toContain("1er mars 2026");
    expect(say("nl")).toContain("1 maart 2026");
  });

  test("takes what people typed as text, whatever it looks like", () => {
    const name = "<b>$t(common.continue)</b> {{support}} & 'co'";
    expect(translator("en")("portal.greeting", { name })).toBe(
      portal.greeting.replace("{{name}}", () => name),
    );
  });

  test("throws for an unknown key", () => {
    // @ts-expect-error a key that is in no locale file does not compile
    expect(() => translator("nl")("onboarding.verify.titel")).toThrow("onboarding.verify.titel");
  });

  test("throws for a group of sentences", () => {
    // @ts-expect-error a group is no key
    expect(() => translator("nl")("onboarding.verify")).toThrow("onboarding.verify");
  });

  test("throws when a parameter is not given", () => {
    expect(() => translator("en")("portal.greeting")).toThrow("{{name}}");
  });

  test("names a plural without its suffix", () => {
    const key: MessageKey = "emails.confirm-address.validFor";
    // @ts-expect-error the forms of a plural are no keys
    const form: MessageKey = "emails.confirm-address.validFor_one";
    expect(form.startsWith(key)).toBe(true);
  });

  test("keeps the typography of the files", () => {
    expect(translator("fr")("common.errorPrefix")).toBe(common.errorPrefix);
  });
});

test("every language has its own name and a format for dates and numbers", () => {
  const strange = languages.filter(
    ({ code, format }) => new Intl.Locale(format).language !== new Intl.Locale(code).language,
  );

  expect(new Set(languages.map(({ name }) => name)).size).toBe(languages.length);
  expect(strange).toEqual([]);
});
