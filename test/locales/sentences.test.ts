import { afterEach, beforeEach, expect, test } from "vitest";
import { fixTypography } from "#locales/check/fix.ts";
import { type Copy, copyOfLocales } from "./copy.ts";

let copy: Copy;
beforeEach(() => void (copy = copyOfLocales()));
afterEach(() => copy.remove(""));

test("on the day somebody gets in, the portal may cheer", () => {
  copy.write("nl/onboarding.json", "done.greeting", "Proficiat, {{name}}!");
  expect(copy.found()).toEqual([]);
});

test("a short text may be the same in two languages", () => {
  copy.write("nl/reviews.json", "columns.state", "Status");
  expect(copy.found()).toEqual([]);
});

test("the columns of a table may be aligned with spaces", () => {
  copy.replace("nl/roles.md", "| Rapporten lezen ", "| Rapporten lezen      ");
  expect(copy.found()).toEqual([]);
});

test("the typography is put right without touching anything else", () => {
  copy.write("fr/home.json", "guide", 'L\'aide : "lire" le guide ? [ici]');
  expect(fixTypography(copy.dir)).toEqual(["fr/home.json"]);
  const { guide } = JSON.parse(copy.read("fr/home.json")) as { guide: string };
  expect(guide).toBe("L’aide\u00a0: «\u00a0lire\u00a0» le guide\u202f? [ici]");
});
