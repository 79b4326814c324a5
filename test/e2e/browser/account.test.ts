import { translator } from "#src/i18n/translator.ts";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "#test/helpers/browser.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { openPage } from "./eyes.ts";
import { codeFor, face, go, linkFor, phone, tabTo } from "./hands.ts";
import { startWorld } from "./world.ts";

const en = translator("en");

const asker = "oliver.grant@castleford-rail.example";
const decider = "priya.nair@castleford-rail.example";

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startWorld(), openBrowser()]);
});
afterAll(() => Promise.all([browser?.close(), portal?.stop()]));

async function type(page: Page, label: string | RegExp, text: string) {
  await tabTo(page, label);
  await page.keyboard.type(text);
}

async function signIn(page: Page, email: string) {
  await type(page, /e-?mail/iu, email);
  await go(page, "Enter");
  await type(page, /code/iu, await codeFor(portal, email));
  await go(page, "Enter");
}

async function press(page: Page, name: string | RegExp) {
  await tabTo(page, name);
  await go(page, "Enter");
}

test("by keyboard: access is asked for while characters are counted, granted by link, and there", async () => {
  const [one, other] = await Promise.all([
    openPage(browser, portal.url, phone("en")),
    openPage(browser, portal.url, phone("en")),
  ]);
  const count = () => one.page.textContent("p.count");
  const seen: string[] = [];

  await one.page.goto(`${portal.url}/en/accounts`);
  await signIn(one.page, asker);
  await press(one.page, en("access.more.access.title"));
  await type(one.page, en("access.request.identifier.label"), "Castleford-Rail.example");
  await go(one.page, "Enter");
  seen.push(await face(one.page));
  const counts = [await count()];
  await type(one.page, en("access.request.reason.label"), "Seventeen letters");
  counts.push(await count());
  await press(one.page, en("access.request.reason.submit"));
  seen.push(await face(one.page));

  await other.page.goto(portal.url + (await linkFor(portal, decider, "request-to-decide")));
  await press(other.page, en("signIn.submit"));
  await type(other.page, /code/iu, await codeFor(portal, decider));
  await go(other.page, "Enter");
  await tabTo(other.page, "Signaling");
  await other.page.keyboard.press("Space");
  await tabTo(other.page, en("roles.virtual-account-administrator"));
  await other.page.keyboard.press("ArrowDown");
  await press(other.page, en("decision.approve.submit"));
  seen.push(await face(other.page));

  await one.page.goto(`${portal.url}/en/accounts`);
  seen.push(await face(one.page));
  const access = await one.page.textContent("main table");
  await Promise.all([one.close(), other.close()]);

  expect(counts).toEqual([
    en("access.request.reason.few", { number: 10 }),
    en("access.request.reason.left", { number: 983 }),
  ]);
  expect(seen).toEqual([
    "request-access reason",
    "request pending",
    "account-request approved",
    "access accounts-some",
  ]);
  expect(access).toMatch(/castleford-rail\.example.*Signaling.*Virtual account user/su);
  expect([...one.stray, ...other.stray]).toEqual([]);
}, 60_000);
