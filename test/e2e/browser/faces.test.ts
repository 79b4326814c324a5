import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "#test/helpers/browser.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { within } from "#test/proof/sizes.ts";
import { lookAt } from "./eyes.ts";
import { startWorld } from "./world.ts";

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startWorld(), openBrowser()]);
});
afterAll(() => Promise.all([browser?.close(), portal?.stop()]));

const enough = 250;

test(
  "axe finds nothing on any face in Dutch on a light phone, and nothing sticks out",
  async () => {
    const seen = await lookAt(browser, portal, { language: "nl", scheme: "light", width: 320 }, 0);

    expect(seen.problems).toEqual([]);
    expect(seen.faces).toBeGreaterThan(enough);
  },
  within(300_000),
);

test(
  "axe finds nothing on any face in French on a dark wide screen, and nothing sticks out of a phone",
  async () => {
    const seen = await lookAt(browser, portal, { language: "fr", scheme: "dark", width: 1280 }, 1);

    expect(seen.problems).toEqual([]);
    expect(seen.faces).toBeGreaterThan(enough);
  },
  within(300_000),
);
