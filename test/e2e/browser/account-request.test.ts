import { translator } from "#src/i18n/translator.ts";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "#test/helpers/browser.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { openPage } from "./eyes.ts";
import { codeFor, face, linkFor, phone } from "./hands.ts";
import { startWorld, type Tongue } from "./world.ts";

const nl = translator("nl");
const en = translator("en");
const fr = translator("fr");

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startWorld(), openBrowser()]);
});
afterAll(() => Promise.all([browser?.close(), portal?.stop()]));

const press = (page: Page) => page.locator("#form button:visible").last().click();

async function signIn(page: Page, language: Tongue, email: string, next: string) {
  await page.goto(`${portal.url}/${language}/${next}`);
  await page.locator("#email").fill(email);
  await press(page);
  await page.locator("#code").fill(await codeFor(portal, email));
  await press(page);
  await page.locator("#name").fill("Robin Requester");
  await press(page);
}

test("an account is requested and activated on a phone without JavaScript, each in his own language", async () => {
  const without = { javaScriptEnabled: false };
  const asks = await openPage(browser, portal.url, phone("nl"), without);
  const chief = await openPage(browser, portal.url, phone("fr"), without);
  await signIn(asks.page, "nl", "asks@thumbs.example", "accounts/new/authorization");
  const hiddenAtFirst = await asks.page.locator("#authorizerEmail").isVisible();
  await asks.page.getByLabel(nl("accounts.authorization.other")).check();
  await asks.page.locator("#authorizerEmail").fill("chief@thumbs.example");
  await asks.page.locator("#language").selectOption("fr");
  await press(asks.page);
  await asks.page.locator("#accountName").fill("Thumbs");
  await press(asks.page);
  await press(asks.page);
  await asks.page.locator("#adminEmails").fill("nominee@thumbs.example");
  await press(asks.page);
  await press(asks.page);
  const submitted = await face(asks.page);

  await chief.page.goto(portal.url + (await linkFor(portal, "chief@thumbs.example", "account-to-activate")));
  await press(chief.page);
  await chief.page.locator("#code").fill(await codeFor(portal, "chief@thumbs.example"));
  await press(chief.page);
  await chief.page.locator("#name").fill("Chris Chief");
  await press(chief.page);
  const shown = await face(chief.page);
  await chief.page.locator("#companyName").fill("Thumbs SA");
  await chief.page.locator("#country").selectOption({ label: "Angola" });
  const angolan = await chief.page.locator("#postalCode").isVisible();
  await chief.page.locator("#country").selectOption({ label: "Belgique" });
  const belgian = [
    await chief.page.locator("#region").isVisible(),
    await chief.page.locator("#postalCode").isVisible(),
  ];
  await chief.page.locator("#address").fill("Rue du Pont 1");
  await chief.page.locator("#city").fill("Namur");
  await chief.page.locator("#postalCode").fill("5000");
  await chief.page
    .getByRole("group", { name: "nominee@thumbs.example" })
    .getByLabel(fr("activation.nominees.grant"))
    .check();
  await chief.page.locator("#acceptAgreement").check();
  await press(chief.page);

  expect(hiddenAtFirst).toBe(false);
  expect(submitted).toBe("request provisional");
  expect(shown).toBe("link activateAccount");
  expect([angolan, ...belgian]).toEqual([false, false, true]);
  expect(new URL(chief.page.url()).pathname).toBe("/fr/accounts/thumbs.example");
  expect(await linkFor(portal, "nominee@thumbs.example", "nominated")).toContain("/nl/link/n");
  expect([...asks.stray, ...chief.stray]).toEqual([]);
  await Promise.all([asks.close(), chief.close()]);
});

test("an account for a customer is requested and declined", async () => {
  const asks = await openPage(browser, portal.url, phone("en"));
  const chief = await openPage(browser, portal.url, phone("en"));
  await signIn(asks.page, "en", "partner@resale.example", "accounts/for-customer");
  await asks.page.locator("#accountName").fill("Customer Works");
  await asks.page.locator("#customerEmail").fill("chief@bought.example");
  await asks.page.locator("#domainIdentifier").fill("bought.example");
  await press(asks.page);
  await press(asks.page);

  await chief.page.goto(portal.url + (await linkFor(portal, "chief@bought.example", "account-to-activate")));
  await press(chief.page);
  await chief.page.locator("#code").fill(await codeFor(portal, "chief@bought.example"));
  await press(chief.page);
  await chief.page.locator("#name").fill("Chris Chief");
  await press(chief.page);
  await chief.page.getByText(en("activation.decline.summary")).click();
  await chief.page.locator("#comment").fill("We have one already");
  await chief.page.getByRole("button", { name: en("activation.decline.submit") }).click();
  await chief.page.getByRole("button", { name: en("acts.decline.confirm") }).click();
  await asks.page.reload();

  expect(await face(chief.page)).toBe("tasks empty");
  expect(await face(asks.page)).toBe("request declined");
  expect(await asks.page.locator("main blockquote").textContent()).toBe("We have one already");
  expect([...asks.stray, ...chief.stray]).toEqual([]);
  await Promise.all([asks.close(), chief.close()]);
});
