import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { agreement, limits, terms } from "#src/domain/limits.ts";
import { legalNames } from "#src/i18n/legal-names.ts";
import { languages } from "#src/i18n/languages.ts";

const texts = ["privacy", "terms", "agreement", "accessibility"] as const;
const codes = languages.map(({ code }) => code);
const read = (code: string, name: string) => readFileSync(`locales/${code}/${name}.md`, "utf8");

/** What stands before a text: its version and its day. */
const front = (text: string) => ({
  version: /^version: (.+)$/mu.exec(text)?.[1],
  date: /^date: (.+)$/mu.exec(text)?.[1],
});
const body = (text: string) => text.replace(/^---\n.*?\n---\n/su, "").trim();
const hash = (text: string) => createHash("sha256").update(body(text)).digest("hex").slice(0, 16);

/** Each version of each text, in each language, as it was published. A changed text is a new version, with its own line. */
const published: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
  readFileSync("locales/versions.json", "utf8"),
);

test.each(texts)(
  "%s has one version and one day in all languages, and no text changes without a new one",
  (name) => {
    const found = codes.map((code) => ({ ...front(read(code, name)), code, hash: hash(read(code, name)) }));
    const { version, date } = found[0]!;

    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/u);
    expect(found.map((one) => [one.version, one.date])).toEqual(codes.map(() => [version, date]));
    expect(Object.fromEntries(found.map((one) => [one.code, one.hash]))).toEqual(
      published[`${name} ${version}`],
    );
  },
);

test("what people accept by version is the text of that version", () => {
  expect(front(read("en", "terms"))).toEqual({ version: terms.version, date: terms.inForceOn });
  expect(front(read("en", "agreement"))).toEqual({ version: agreement.version, date: agreement.inForceOn });
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
