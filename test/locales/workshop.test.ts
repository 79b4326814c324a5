import { afterEach, beforeEach, expect, test } from "vitest";
import { accept } from "#locales/check/consent.ts";
import { check, checkLocales, holds } from "#locales/check/locales.ts";
import { readLocales } from "#locales/check/reading/read.ts";
import { served } from "#locales/check/served.ts";
import { confirm } from "#locales/check/sources.ts";
import { type Copy, copyOfLocales } from "./copy.ts";

let copy: Copy;
beforeEach(() => void (copy = copyOfLocales(/(?:home|tasks|common|portal)\.json$/)));
afterEach(() => copy.remove(""));

const rulesOf = (file: string) =>
  checkLocales(copy.dir)
    .filter((finding) => finding.file === file)
    .map(({ rule, key }) => `${rule} ${key}`);

test("a warning that is accepted stays so until the sentence changes", () => {
  copy.write("nl/home.json", "guide", "Lees je handleiding eerst");
  const { open, accepted: before } = check(copy.dir);
  const [warning] = open;
  accept(copy.dir, [warning!], "Somebody’s own words", [...open, ...before]);
  const accepted = checkLocales(copy.dir);
  copy.write("nl/home.json", "guide", "Lees eerst je handleiding");
  const changed = checkLocales(copy.dir);

  expect(warning?.rule).toBe("informal-address");
  expect(accepted).toEqual([]);
  expect(changed.map(({ rule }) => rule)).toEqual(["informal-address"]);
});

test("an error keeps its own language out of production, and no other", () => {
  copy.write("nl/home.json", "guide");
  const checked = check(copy.dir);

  expect(holds(checked)).toBe(false);
  expect(served(checked, false).map(({ code, leftOut }) => [code, leftOut])).toEqual([
    ["en", false],
    ["fr", false],
    ["nl", true],
  ]);
  expect(served(checked, true).map(({ code, draft, leftOut }) => [code, draft, leftOut])).toEqual([
    ["en", false, false],
    ["fr", false, false],
    ["nl", true, false],
  ]);
});

test("a draft may lack anything, and is not in production", () => {
  copy.replace(
    "languages.json",
    '"en":',
    '"de": { "name": "Deutsch", "format": "de-BE", "draft": true }, "en":',
  );
  const checked = check(copy.dir);

  expect(holds(checked)).toBe(true);
  expect(served(checked, false).find(({ code }) => code === "de")?.leftOut).toBe(true);
});

test("a translation is stale when its English has changed, until an editor stands for it", () => {
  copy.write("en/home.json", "guide", "Read the whole guide first");
  const stale = [...rulesOf("fr/home.json"), ...rulesOf("nl/home.json")];
  const again = rulesOf("fr/home.json");
  const confirmed = confirm(copy.dir, readLocales(copy.dir), "home.guide");

  expect(stale).toEqual(["stale guide", "stale guide"]);
  expect(again).toEqual(["stale guide"]);
  expect(confirmed).toBe(2);
  expect(checkLocales(copy.dir)).toEqual([]);
});

test("a new translation is one that somebody has yet to stand for", () => {
  for (const language of ["en", "fr", "nl"]) copy.write(`${language}/home.json`, "new", "Info");
  const found = rulesOf("nl/home.json");
  confirm(copy.dir, readLocales(copy.dir), "new");

  expect(found).toEqual(["unconfirmed new"]);
  expect(checkLocales(copy.dir)).toEqual([]);
});

test("what is quoted by reference has to exist; what is typed instead is warned of", () => {
  copy.write("en/home.json", "guide", "Look at “$t(tasks.title)”");
  copy.write("fr/home.json", "guide", "Voyez «\u00a0À faire\u00a0»");
  copy.write("nl/home.json", "guide", "Kijk naar “$t(tasks.titel)”");
  confirm(copy.dir, readLocales(copy.dir), "home.guide");

  expect([...rulesOf("en/home.json"), ...rulesOf("fr/home.json"), ...rulesOf("nl/home.json")]).toEqual([
    "quoted-label guide",
    "unknown-reference guide",
  ]);
});
