import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { queries } from "#functions/views/views.ts";
import english from "#locales/en/errors.json" with { type: "json" };
import { translator } from "#src/i18n/translator.ts";
import { openBrowser } from "#test/helpers/browser.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { long, within } from "#test/proof/sizes.ts";
import { lookAt } from "./eyes.ts";
import { every } from "./faces/every.ts";
import { startWorld } from "./world.ts";

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startWorld(), openBrowser()]);
});
afterAll(() => Promise.all([browser?.close(), portal?.stop()]));

const all = Object.values(every).flat();
const bodies: string[] = [];
const paths: string[] = [];

/** The short form sees each face in one language, the long form in both. */
test.each([
  { language: "nl", what: "organizations", part: every.ofOrganizations, enough: 120 },
  { language: "fr", what: "all else", part: every.ofTheRest, enough: 120 },
] as const)(
  "axe finds nothing on any face of $what in language $language, light or dark, and nothing sticks out of a phone or of a wide screen",
  async ({ language, part, enough }) => {
    const seen = await lookAt(browser, portal, language, long ? all : part);

    bodies.push(...seen.bodies);
    paths.push(...seen.paths);
    expect(seen.problems).toEqual([]);
    expect(seen.faces).toBeGreaterThan(enough);
  },
  within(300_000),
);

/** What only a program meets, another host's name, or whoever is faster than a person. */
const notForPeople = ["409", "410", "421", "429", "tooManyRequests"];

test("every page that reads has been seen, and every page that tells a problem", () => {
  const isSeen = (place: string) => {
    const address = new RegExp(`^/\\w\\w/${place.replace(/\[\w+\]/gu, "[^/]+")}(?:\\?|$)`, "u");
    return paths.some((path) => address.test(path));
  };
  const problems = Object.entries(english).flatMap(([name, problem]) =>
    typeof problem === "object" && "title" in problem ? [name as keyof typeof english] : [],
  );
  const isTold = (name: keyof typeof english) =>
    (["fr", "nl"] as const).some((language) => {
      const title = translator(language)(`errors.${name}.title` as "errors.404.title");
      return bodies.some((body) => body.includes(title));
    });

  expect(Object.keys(queries).filter((place) => !isSeen(place))).toEqual([]);
  expect(problems.filter((name) => !isTold(name) && !notForPeople.includes(name))).toEqual([]);
});
