import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { legalTexts, published } from "#locales/check/publish.ts";
import { agreement, limits, terms } from "#src/domain/limits.ts";
import { legalNames } from "#src/i18n/legal-names.ts";
import { languages } from "#src/i18n/languages.ts";

const codes = languages.map(({ code }) => code);
const read = (code: string, name: string) => readFileSync(`locales/${code}/${name}.md`, "utf8");

/** What stands before a text: its version and its day. */
const front = (text: string) => ({
  version: /^version: (.+)$/mu.exec(text)?.[1],
  date: /^date: (.+)$/mu.exec(text)?.[1],
});
const body = (text: string) => text.replace(/^---\n.*?\n---\n/su, "").trim();

/** A version as it was published; null where it never was. */
const kept = (file: string) => {
  const path = join("locales", file);
  return existsSync(path) ? readFileSync(path, "utf8") : null;
};

test.each(legalTexts)("%s has one version and one day in all languages", (name) => {
  const found = codes.map((code) => front(read(code, name)));

  expect(found[0]!.date).toMatch(/^\d{4}-\d\d-\d\d$/u);
  expect(found).toEqual(codes.map(() => found[0]));
});

// Red: raise version and date in every language, then npm run locales -- --publish NAME.
test.each(legalTexts)("no text of %s changes, nor a time that it promises, without a new version", (name) => {
  const now = codes.map((code) => published("locales", code, name));

  expect(now.map((one) => one?.text)).toEqual(now.map((one) => one && kept(one.file)));
});

test.each(legalTexts)("every earlier version of %s can still be read", (name) => {
  const version = Number(front(read("en", name)).version);
  const all = Array.from({ length: version }, (_, at) => at + 1);
  const missing = all.filter((one) => kept(`versions/en/${name}-${one}.md`) === null);

  expect(missing).toEqual([]);
});

test("what people accept by version is the text of that version", () => {
  expect(front(read("en", "terms"))).toEqual({ version: terms.version, date: terms.datedOn });
  expect(front(read("en", "agreement"))).toEqual({ version: agreement.version, date: agreement.datedOn });
});

test.each(codes)("the privacy page in %s says every time by its name, and types none", (code) => {
  const text = body(read(code, "privacy"));
  const named = [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name!);
  const kept = [
    "message",
    "messageAddress",
    "request",
    "accountDraft",
    "accountNeverUsed",
    "invitation",
    "nominee",
  ];

  expect(named.filter((name) => !(name in legalNames))).toEqual([]);
  expect(text.replace(/\{\{\w+\}\}/gu, "")).not.toMatch(/\d/u);
  expect(named).toEqual(
    expect.arrayContaining(kept.map((name) => `kept${name[0]!.toUpperCase()}${name.slice(1)}`)),
  );
});

test("what is said of several kinds together is the same time for each", () => {
  const { request, review, reclaim, registration } = limits.kept;

  expect([review, reclaim, registration]).toEqual([request, request, request]);
});
