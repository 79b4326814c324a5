import { expect, test } from "vitest";
import { check, isError } from "#locales/check/locales.ts";
import { readLocales } from "#locales/check/reading/read.ts";
import { confirm } from "#locales/check/sources.ts";
import { long, within } from "#test/proof/sizes.ts";
import { copyOfLocales } from "./copy.ts";
import { plantAll, pointsAt } from "./seeds/plant.ts";
import { right } from "./seeds/right.ts";

test(
  "of what is planted in every language the check names 97 % or more with file, key and line",
  () => {
    const all = plantAll().flatMap(({ seeds, found }) =>
      seeds.map((seed) => ({ ...seed, named: found.some((each) => pointsAt(each, seed)) })),
    );
    const missed = all.filter(({ named }) => !named);
    const classes = new Set(all.map(({ name }) => name));

    if (long)
      console.log(`${all.length} planted, of ${classes.size} kinds: ${all.length - missed.length} named`);
    expect(classes.size).toBeGreaterThan(140);
    expect(missed.length / all.length, JSON.stringify(missed)).toBeLessThanOrEqual(0.03);
  },
  within(240_000),
);

test("of 100 right sentences that look wrong none is an error, and five at most are warned of", () => {
  const copy = copyOfLocales(/home\.json$/);
  ["en", "fr", "nl"].forEach((language, at) =>
    copy.add(
      `${language}/right.json`,
      JSON.stringify(Object.fromEntries(right.map((each, index) => [`right${index}`, each[at]])), null, 2),
    ),
  );
  confirm(copy.dir, readLocales(copy.dir), "new");
  const found = check(copy.dir).open.filter(({ file }) => file.endsWith("right.json"));
  copy.remove("");

  expect(right.length * 3).toBeGreaterThan(100);
  expect(found.filter(isError)).toEqual([]);
  expect(found.length, JSON.stringify(found, null, 1)).toBeLessThanOrEqual(5);
});
