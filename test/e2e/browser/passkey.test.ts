import { translator } from "#src/i18n/translator.ts";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { agents, startDemo } from "#test/e2e/http/world.ts";
import { openBrowser } from "#test/helpers/browser.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { openPage, tooWide } from "./eyes.ts";
import { codeFor, face, phone } from "./hands.ts";

const en = translator("en");

let portal: TestPortal;
let browser: Browser;
let home: string;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startDemo({ env: { PORTAL_PASSKEYS: "1" } }), openBrowser()]);
  // A passkey is of a host that has a name.
  home = `http://localhost:${portal.port}`;
  await portal.restartWorker({ PORTAL_URL: home });
});
afterAll(() => Promise.all([browser?.close(), portal?.stop()]));

/** A device of Chromium's own that makes and shows passkeys, and can be told to fail. */
async function deviceOf(page: Page) {
  const chromium = await page.context().newCDPSession(page);
  await chromium.send("WebAuthn.enable");
  const { authenticatorId } = await chromium.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    knowsItsOwner: (isUserVerified: boolean) =>
      chromium.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    passkeys: async () =>
      (await chromium.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
  };
}

async function enterCode(page: Page, path: string) {
  await page.goto(home + path);
  await page.getByLabel(en("signIn.email.label")).fill(agents[0]);
  await page.getByRole("button", { name: en("signIn.submit") }).click();
  await page.getByLabel(en("signIn.code.label")).fill(await codeFor(portal, agents[0]));
  await page.getByRole("button", { name: en("signIn.code.submit") }).click();
}

test("an agent adds a passkey with a device, signs out and in with it, and decides", async () => {
  const { page, stray, close } = await openPage(browser, home, phone("en"));
  const device = await deviceOf(page);
  await enterCode(page, "/en/reviews");
  await page.getByLabel(en("profile.name.label")).fill("Agathe Renaud");
  await page.getByRole("button", { name: en("profile.firstSubmit") }).click();
  const demanded = await face(page);
  await page.getByLabel(en("passkeys.name")).fill("Work phone");
  await page.getByRole("button", { name: en("passkeys.add.button") }).click();
  await page.getByRole("heading", { name: "Work phone" }).waitFor();
  const wide = await tooWide(page);
  await page.locator("details.menu summary").click();
  await page.getByRole("button", { name: en("common.signOut") }).click();
  await enterCode(page, "/en/reviews");
  const asked = await face(page);
  wide.push(...(await tooWide(page)));

  const quiet = await page.getByText(en("passkeys.failed.get")).isVisible();
  await device.knowsItsOwner(false);
  await page.getByRole("button", { name: en("passkeys.show.button") }).click();
  const failed = await page.getByRole("alert").textContent();
  await device.knowsItsOwner(true);
  await page.getByRole("button", { name: en("passkeys.show.button") }).click();
  await page.getByRole("heading", { name: en("reviews.title") }).waitFor();

  expect(demanded).toBe("passkeys demanded");
  expect(asked).toBe("sign-in-passkey first");
  expect(quiet).toBe(false);
  expect(failed).toContain(en("passkeys.failed.get"));
  expect(await device.passkeys()).toBe(1);
  expect(await face(page)).toBe("reviews empty");
  expect(wide).toEqual([]);
  expect(stray).toEqual([]);
  await close();
});

test("without JavaScript the page says what to do", async () => {
  const { page, close } = await openPage(browser, home, phone("en"), { javaScriptEnabled: false });
  await enterCode(page, "/en/reviews");

  const before = await page.getByRole("main").textContent();
  await page.getByRole("button", { name: en("passkeys.show.button") }).click();

  expect(before).toContain(en("passkeys.noScript"));
  expect(await page.getByRole("main").textContent()).toContain(en("passkeys.errors.nothing"));
  await close();
});
