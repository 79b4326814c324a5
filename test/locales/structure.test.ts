import { cpSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { check, checkLocales, languageStatus } from "#locales/check/locales.ts";
import { readLocales } from "#locales/check/reading/read.ts";
import { confirm } from "#locales/check/sources.ts";
import { type Copy, copyOfLocales, type Defect, own } from "./copy.ts";

let copy: Copy;
beforeEach(() => void (copy = copyOfLocales()));
afterEach(() => copy.remove(""));

const bill = "sign-in-code.body";

const defects: Defect[] = [
  [
    "a folder that is no language",
    (c) => cpSync(c.path("nl"), c.path("xx"), { recursive: true }),
    "unknown-language xx/",
  ],
  [
    "a language without files",
    (c) => c.replace("languages.json", '"en":', '"de": { "name": "Deutsch", "format": "de-BE" }, "en":'),
    "missing-file de/home.json",
  ],
];

test("the portal's own locale files have nothing to mend", () => {
  expect(checkLocales(own)).toEqual([]);
});

describe("the check of files and keys finds", () => {
  test.each(defects)("%s", (_, seed, finding) => {
    seed(copy);
    expect(copy.found()).toContain(finding);
  });
});

test("a French singular may do without its number beside a form for zero", () => {
  copy.write("fr/emails.json", `${bill}_one`, "Une chose vous attend encore ici.");
  copy.write("fr/emails.json", `${bill}_zero`, "Rien ne vous attend pour le moment.");
  confirm(copy.dir, readLocales(copy.dir), "new");
  expect(copy.found()).toEqual([]);
});

test("a broken file is named with its line", () => {
  copy.replace("nl/home.json", '"register":', '"register"');
  const [finding] = checkLocales(copy.dir);
  expect(copy.read("nl/home.json").split("\n")[(finding?.line ?? 0) - 1]).toContain("register");
});

test("a finding names the line of its key", () => {
  copy.write("nl/home.json", "steps.use.text", "");
  const [finding] = checkLocales(copy.dir);
  expect(copy.read("nl/home.json").split("\n")[(finding?.line ?? 0) - 1]).toContain('"text": ""');
});

test("a status counts what is there and what is to mend", () => {
  copy.remove("nl/help.md");
  const status = languageStatus(check(copy.dir));
  expect(status.map(({ code, findings }) => [code, findings])).toEqual([
    ["en", 0],
    ["fr", 0],
    ["nl", 1],
  ]);
});
