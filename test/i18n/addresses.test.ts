import { describe, expect, test } from "vitest";
import { address, languageOf, withLanguage } from "#src/i18n/addresses.ts";

describe("addresses", () => {
  test("begin with the language", () => {
    expect(address("fr", "onboarding/verify")).toBe("/fr/onboarding/verify");
    expect(address("nl")).toBe("/nl/");
  });

  test("keep page, query and fragment in another language", () => {
    expect(withLanguage("/fr/sign-in?next=%2Ffr%2Fportal#main", "nl")).toBe(
      "/nl/sign-in?next=%2Ffr%2Fportal#main",
    );
    expect(withLanguage("/fr/", "en")).toBe("/en/");
    expect(withLanguage("/fr", "en")).toBe("/en/");
  });

  test("without a language of ours lead home", () => {
    expect(withLanguage("/", "nl")).toBe("/nl/");
    expect(withLanguage("/qaa/portal", "nl")).toBe("/nl/");
    expect(withLanguage("//evil.example/fr", "nl")).toBe("/nl/");
  });

  test("tell their language", () => {
    expect(languageOf("/nl/portal")).toBe("nl");
    expect(languageOf("/nl?x")).toBe("nl");
    expect(languageOf("/nlx/")).toBeNull();
    expect(languageOf("/")).toBeNull();
  });
});
