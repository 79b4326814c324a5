import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
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

/** The short form sees each face in one language, the long form in both. */
test.each([
  { language: "nl", what: "organizations", part: every.ofOrganizations, enough: 120 },
  { language: "fr", what: "all else", part: every.ofTheRest, enough: 120 },
] as const)(
  "axe finds nothing on any face of $what in language $language, light or dark, and nothing sticks out of a phone or of a wide screen",
  async ({ language, part, enough }) => {
    const seen = await lookAt(browser, portal, language, long ? all : part);

    expect(seen.problems).toEqual([]);
    expect(seen.faces).toBeGreaterThan(enough);
  },
  within(300_000),
);
