import type { Browser, Locator } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { translator } from "#src/i18n/translator.ts";
import { openBrowser } from "#test/helpers/browser.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { openPage } from "./eyes.ts";
import { codeFor, face, go, linkFor, phone, tabTo } from "./hands.ts";
import { demo, startWorld } from "./world.ts";

const en = translator("en");

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startWorld(), openBrowser()]);
});
afterAll(() => Promise.all([browser?.close(), portal?.stop()]));

const code = (email: string) => codeFor(portal, email);
const linkTo = (email: string, template: string) => linkFor(portal, email, template);

test("somebody becomes Delegated Administrator without JavaScript in 8 clicks, 4 fields, 8 pages", async () => {
  const { page, stray, close } = await openPage(browser, portal.url, phone("en"), {
    javaScriptEnabled: false,
  });
  const one = demo("en", "organization").find(({ hasAccount }) => !hasAccount)!;
  const seen: (string | null)[] = [];
  const typed: string[] = [];
  let clicks = 0;
  const look = async () => seen.push(await page.getAttribute("main", "data-page"));
  const click = async (what: Locator) => {
    clicks += 1;
    await what.click();
    await look();
  };
  const type = async (name: string, value: string) => {
    typed.push(name);
    await page.getByLabel(name).fill(value);
  };
  const button = (name: string) => page.getByRole("button", { name });

  await page.goto(`${portal.url}/`);
  await look();
  await click(page.getByRole("link", { name: en("home.register") }));
  await type(en("onboarding.overview.email.label"), one.email);
  await click(button(en("signIn.submit")));
  await type(en("signIn.code.label"), await code(one.email));
  await click(button(en("signIn.code.submit")));
  const offered = await page.getByLabel(en("profile.name.label")).inputValue();
  await type(en("onboarding.verify.contractNumber.label"), one.contractNumber);
  await type(en("onboarding.verify.serialNumber.label"), one.serialNumber);
  await click(button(en("onboarding.verify.submit")));
  clicks += 1;
  await page.locator(`input[value="${one.organizationId}"]`).check();
  await click(button(en("onboarding.organization.submit")));
  clicks += 1;
  await page.goto(portal.url + (await linkTo(one.email, "confirm-address")));
  await look();
  await click(button(en("onboarding.confirmAddress.submit")));

  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(en("onboarding.done.title"));
  expect(await face(page)).toBe("status administrator");
  expect(await page.textContent("main")).toContain(one.name);
  expect(offered).toBe(one.name);
  expect(seen).toEqual([
    "home",
    "onboarding",
    "sign-in-code",
    "verify",
    "organization",
    "check-email",
    "link",
    "status",
  ]);
  expect([clicks, typed.length]).toEqual([8, 4]);
  expect(stray).toEqual([]);
  await close();
});

test.each(["en", "fr", "nl"] as const)(
  "in %s both numbers are asked on the first screen of a phone",
  async (language) => {
    const { page, close } = await openPage(browser, portal.url, phone(language));
    const [one] = demo(language, "contractUnknown");
    await page.goto(`${portal.url}/${language}/onboarding/verify`);
    await page.locator("#email").fill(one!.email);
    await page.locator("#form .govuk-button").click();
    await page.locator("#code").fill(await code(one!.email));
    await page.locator("#form .govuk-button").click();

    const field = await page.locator("#serialNumber").boundingBox();

    expect(field!.y + field!.height).toBeLessThan(page.viewportSize()!.height);
    await close();
  },
);

test("somebody becomes Delegated Administrator by keyboard alone", async () => {
  const { page, stray, close } = await openPage(browser, portal.url, phone("fr"));
  const t = translator("fr");
  const [one] = demo("fr", "organization");

  await page.goto(`${portal.url}/fr/`);
  await tabTo(page, t("common.skip"));
  await page.keyboard.press("Enter");
  await tabTo(page, t("home.register"));
  await go(page, "Enter");
  await tabTo(page, /^Votre adresse e-mail/u);
  await page.keyboard.type(one!.email);
  await go(page, "Enter");
  await tabTo(page, /^Code/u);
  await page.keyboard.type(await code(one!.email));
  await go(page, "Enter");
  await tabTo(page, t("onboarding.verify.contractNumber.label"));
  await page.keyboard.type(one!.contractNumber);
  await tabTo(page, t("onboarding.verify.serialNumber.label"));
  await page.keyboard.type(one!.serialNumber);
  await go(page, "Enter");
  await tabTo(page, /Clairval/u);
  await page.keyboard.press("ArrowDown");
  await tabTo(page, new RegExp(`^${t("onboarding.organization.submit")}`, "u"));
  await go(page, "Space");
  await page.goto(portal.url + (await linkTo(one!.email, "confirm-address")));
  await tabTo(page, t("onboarding.confirmAddress.submit"));
  await go(page, "Enter");

  expect(await face(page)).toBe("status administrator");
  expect(new URL(page.url()).pathname).toBe("/fr/onboarding/status");
  expect(stray).toEqual([]);
  await close();
});

test("changing the language in the middle keeps what was typed", async () => {
  const { page, stray, close } = await openPage(browser, portal.url, phone("nl"));
  const [one] = demo("nl", "organization");
  await page.goto(`${portal.url}/nl/onboarding/verify`);
  await page.locator("#email").fill(one!.email);
  await page.locator("#form button").click();
  await page.locator("#code").fill(await code(one!.email));
  await page.locator("#form button").click();

  await page.locator("#contractNumber").fill("12-34 56");
  await page.locator("#serialNumber").fill("half a number");
  await page.locator("details.menu summary").click();
  await page.getByRole("button", { name: "Français" }).click();

  expect(new URL(page.url()).pathname).toBe("/fr/onboarding/verify");
  expect(await page.getAttribute("html", "lang")).toBe("fr");
  expect(await page.locator("#contractNumber").inputValue()).toBe("12-34 56");
  expect(await page.locator("#serialNumber").inputValue()).toBe("half a number");
  expect(stray).toEqual([]);
  await close();
});

test("a refused form takes the focus to its summary, whose links lead to the fields", async () => {
  const { page, close } = await openPage(browser, portal.url, phone("en"));
  await page.goto(`${portal.url}/en/sign-in`);

  await page.locator("#email").press("Enter");
  await page.locator(".govuk-error-summary:focus").waitFor();
  const focused = await page.evaluate(() => document.activeElement?.className);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");

  expect(focused).toBe("govuk-error-summary");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("email");
  await close();
});
