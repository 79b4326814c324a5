import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fixTypography } from "#locales/check/fix.ts";
import { check, holds } from "#locales/check/locales.ts";
import { spoken, voiceIn } from "#locales/check/report.ts";
import { fatal, served } from "#locales/check/served.ts";
import { long, within } from "#test/proof/sizes.ts";
import { copyOfLocales } from "./copy.ts";

const only = /home\.json$|guide\.md$/;
const copy = copyOfLocales(only);
afterAll(() => copy.remove(""));

const noise = Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919 + (at >> 3)) % 256));

const contents: readonly (readonly [string, string | Buffer | null])[] = [
  ["nothing", ""],
  ["blanks", " \n\t\n"],
  ["noise", noise],
  ["zeros", Buffer.alloc(64)],
  ["half a letter", Buffer.from([0x7b, 0x22, 0xc3])],
  ["a word", "hello"],
  ["null", "null"],
  ["a number", "42"],
  ["a text", '"text"'],
  ["a list of everything", '[null, 1, {}, [], "", true]'],
  [
    "an object of everything",
    '{ "a": null, "b": 1, "c": [], "d": {}, "": "", "e.f": "x", "g": { "": { "h": 1 } } }',
  ],
  [
    "names of Object.prototype",
    '{ "__proto__": { "x": "y" }, "constructor": "z", "toString": { "valueOf": null } }',
  ],
  ["brackets without end", "[".repeat(20_000)],
  ["braces without end", '{"a":'.repeat(10_000)],
  ["an escape that is none", '{ "a": "\\x" }'],
  ["half a pair", '{ "a": "\\ud800" }'],
  ["a placeholder without end", '{ "a": "{{", "b": "{{{{}}}}", "c": "{{,}}", "d": "$t(", "e": "$t()" }'],
  ["a sentence that quotes itself", '{ "guide": "$t(home.guide)" }'],
  ["front matter without end", "---\nversion: 1\n# Title"],
  ["a table of bars", "|".repeat(5000)],
  ["a folder", null],
];

const files = [
  "nl/home.json",
  "glossary.json",
  "nl/guide.md",
  "en/home.json",
  "en/guide.md",
  "languages.json",
  "accepted.json",
  "sources/nl/home.json",
  "nl/other.json",
];

test.each(long ? files : files.slice(0, 2))(
  "whatever stands in %s, the check says what is wrong, and nothing falls",
  (file) => {
    const before = file.includes("other") ? null : copy.read(file);
    for (const [name, content] of contents) {
      rmSync(copy.path(file), { recursive: true, force: true });
      mkdirSync(dirname(copy.path(file)), { recursive: true });
      if (content === null) mkdirSync(copy.path(file));
      else writeFileSync(copy.path(file), content);

      const checked = check(copy.dir);
      const said = spoken.map((language) => voiceIn(language).report(checked.open, 5).join("\n"));
      fixTypography(copy.dir);
      served(checked, false);

      expect(holds(checked) && fatal(checked).length > 0, `${file} with ${name}`).toBe(false);
      expect(said.join(""), `${file} with ${name}`).not.toMatch(/undefined|\bat .*\.ts:|Error:/u);
    }
    rmSync(copy.path(file), { recursive: true, force: true });
    if (before !== null) writeFileSync(copy.path(file), before);
  },
  within(120_000),
);
