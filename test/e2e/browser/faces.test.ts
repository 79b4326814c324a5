import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../../helpers/browser.ts";
import { startPortal, type TestPortal } from "../../helpers/portal.ts";
import { type Look, lookAt } from "./eyes.ts";
import { prepare, type Tongue } from "./world.ts";

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal({ prepare }), openBrowser()]);
});
afterAll(() => Promise.all([browser?.close(), portal?.stop()]));

const looks: [Tongue, Look["scheme"], number][] = [
  ["nl", "light", 320],
  ["fr", "dark", 320],
  ["en", "light", 1280],
];

test.each(looks)(
  "axe finds nothing in %s, %s, %i px, and no page is wider than a phone",
  async (language, scheme, width) => {
    const seen = await lookAt(browser, portal, { language, scheme, width });

    expect(seen.problems).toEqual([]);
    expect(seen.faces).toBeGreaterThan(65);
  },
  90_000,
);
