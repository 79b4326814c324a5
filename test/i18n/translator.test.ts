import { describe, expect, test } from "vitest";
import { languages, type MessageKey, translator } from "#src/i18n/translator.ts";

const nbsp = "\u00a0";

describe("a translator", () => {
  test("says a sentence of the reader's language", () => {
    expect(translator("en")("onboarding.verify.submit")).toBe("Continue");
    expect(translator("fr")("onboarding.verify.submit")).toBe("Continuer");
    expect(translator("nl")("onboarding.verify.submit")).toBe("Doorgaan");
  });

  test("knows the brand without being told", () => {
    expect(translator("nl")("emails.invitation.subject")).toBe("Uitnodiging voor Passerelle");
  });

  test("is made once per language", () => {
    expect(translator("fr")).toBe(translator("fr"));
    expect(translator("fr")).not.toBe(translator("nl"));
  });

  test("keeps the number in the French singular, which also says 0 and 1.5", () => {
    const t = translator("fr");
    expect(t("emails.confirm-address.validFor", { count: 0 })).toBe("Le lien est valable 0 heure.");
    expect(t("emails.confirm-address.validFor", { count: 1.5 })).toBe("Le lien est valable 1,5 heure.");
    expect(t("emails.confirm-address.validFor", { count: 24 })).toBe("Le lien est valable 24 heures.");
  });

  test("has a French plural for a million", () => {
    expect(translator("fr")("emails.confirm-address.validFor", { count: 1_000_000 })).toMatch(/heures\.$/);
  });

  test("writes numbers as the reader's country does", () => {
    const say = (language: "en" | "fr" | "nl") =>
      translator(language)("emails.confirm-address.validFor", { count: 12_345 });
    expect(say("en")).toContain("12,345 hours");
    expect(say("fr")).toContain("12\u202f345 heures");
    expect(say("nl")).toContain("12.345 uur");
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
    expect(translator("en")("portal.greeting", { name })).toBe(`Hello ${name}`);
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
    expect(translator("fr")("common.errorPrefix")).toBe(`Erreur${nbsp}:`);
  });
});

test("every language has its own name and a format for dates and numbers", () => {
  expect(languages.map(({ code, name, format }) => [code, name, format])).toEqual([
    ["en", "English", "en-GB"],
    ["fr", "Français", "fr-BE"],
    ["nl", "Nederlands", "nl-BE"],
  ]);
});
