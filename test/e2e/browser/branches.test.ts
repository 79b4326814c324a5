import { translator } from "#src/i18n/translator.ts";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "#test/e2e/http/world.ts";
import { openBrowser } from "#test/helpers/browser.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { openPage } from "./eyes.ts";
import { codeFor, face, go, linkFor, phone, tabTo } from "./hands.ts";
import { agent, demo, startWorld, type Tongue } from "./world.ts";

const nl = translator("nl");
const en = translator("en");
const fr = translator("fr");

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startWorld(), openBrowser()]);
});
afterAll(() => Promise.all([browser?.close(), portal?.stop()]));

const withoutScript = (language: Tongue) =>
  openPage(browser, portal.url, phone(language), { javaScriptEnabled: false });

/** Presses what is named so. */
async function press(page: Page, name: string | RegExp, key = "Enter") {
  await tabTo(page, name);
  await go(page, key);
}

/** Goes to the field with this label and types. */
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

test("in Dutch, somebody asks the administrator in office, and withdraws it, by keyboard alone", async () => {
  const { page, stray, close } = await withoutScript("nl");
  const [one] = demo("nl", "administrator");
  const seen: string[] = [];

  await page.goto(`${portal.url}/nl/onboarding`);
  await signIn(page, one!.email);
  await type(page, nl("onboarding.verify.contractNumber.label"), one!.contractNumber);
  await type(page, nl("onboarding.verify.serialNumber.label"), one!.serialNumber);
  await go(page, "Enter");
  seen.push(await face(page));
  await press(page, nl("onboarding.confirm.backHint"));
  seen.push(await face(page));
  await type(page, nl("onboarding.verify.contractNumber.label"), one!.contractNumber);
  await press(page, nl("onboarding.verify.submit"), "Space");
  await press(page, nl("onboarding.confirm.submit"), "Space");
  seen.push(await face(page));
  await press(page, nl("requests.title"));
  seen.push(await face(page));
  await press(page, /Noorderkaai/u);
  seen.push(await face(page));
  await press(page, nl("requests.withdraw.button"), "Space");
  seen.push(await face(page));
  await press(page, nl("acts.withdraw.confirm"), "Space");
  seen.push(await face(page));

  expect(seen).toEqual([
    "confirm administratorExists",
    "verify verified",
    "status requested",
    "requests some",
    "request pending",
    "request check",
    "request withdrawn",
  ]);
  expect(stray).toEqual([]);
  await close();
});

test("in English, none of the organizations fits: an agent asks and the person answers, by keyboard alone", async () => {
  const person = await withoutScript("en");
  const office = await withoutScript("en");
  const [one] = demo("en", "review");
  const seen: string[] = [];

  await person.page.goto(`${portal.url}/en/onboarding/verify`);
  await signIn(person.page, one!.email);
  await type(person.page, en("onboarding.verify.contractNumber.label"), one!.contractNumber);
  await type(person.page, en("onboarding.verify.serialNumber.label"), one!.serialNumber);
  await go(person.page, "Enter");
  seen.push(await face(person.page));
  await tabTo(person.page, new RegExp(`^${en("onboarding.organization.submit")}`, "u"));
  await tabTo(person.page, /Feldkamp/u, "Shift+Tab");
  await person.page.keyboard.press("ArrowUp");
  await tabTo(person.page, new RegExp(en("onboarding.organization.none.submit"), "u"));
  await go(person.page, "Space");
  seen.push(await face(person.page));

  await office.page.goto(portal.url + (await linkFor(portal, agent, "review-waiting")));
  await signIn(office.page, agent);
  await type(office.page, en("profile.name.label"), "Robin Agent");
  await go(office.page, "Enter");
  seen.push(await face(office.page));
  await tabTo(office.page, en("reviews.appoint.submit"));
  await office.page.keyboard.press("ArrowDown");
  await type(office.page, en("reviews.write.label"), "Which part of the company?");
  await press(office.page, en("reviews.decide.submit"), "Space");
  seen.push(await face(office.page));

  await person.page.goto(portal.url + (await linkFor(portal, one!.email, "information-asked")));
  seen.push(await face(person.page));
  await type(person.page, en("link.answer.label"), "The one in the port.");
  await press(person.page, en("link.answer.submit"), "Space");
  seen.push(await face(person.page));
  await office.page.reload();

  expect(seen).toEqual([
    "organization ",
    "status review",
    "review open",
    "review waiting",
    "link answerQuestion",
    "tasks empty",
  ]);
  expect(await office.page.textContent("main")).toContain("The one in the port.");
  expect([...person.stray, ...office.stray]).toEqual([]);
  await Promise.all([person.close(), office.close()]);
});

test("in French, somebody hands over to a Dutch-speaking colleague, who begins with what was proven, by keyboard alone", async () => {
  const { page, stray, close } = await withoutScript("fr");
  const other = await withoutScript("nl");
  const [one] = demo("fr", "organization");
  const colleague = `nieuwe.collega@${one!.email.split("@")[1]}`;
  const seen: string[] = [];
  await sql(portal)(
    "insert into entitlement (contract_number, email) values (?, ?)",
    one!.contractNumber,
    colleague,
  );

  await page.goto(`${portal.url}/fr/onboarding/verify`);
  await signIn(page, one!.email);
  await type(page, fr("onboarding.verify.contractNumber.label"), one!.contractNumber);
  await type(page, fr("onboarding.verify.serialNumber.label"), one!.serialNumber);
  await go(page, "Enter");
  await press(page, fr("onboarding.overview.handOver.button"));
  seen.push(await face(page));
  await press(page, fr("onboarding.handOver.submit"), "Space");
  seen.push((await page.textContent("[data-error]")) ?? "");
  await type(page, fr("onboarding.handOver.email.label"), colleague);
  await type(page, fr("onboarding.handOver.language.label"), "Ned");
  await press(page, fr("onboarding.handOver.submit"), "Space");
  seen.push(await face(page));

  const [mail] = await new Visitor(portal.url).mailTo(colleague, "hand-over");
  const { pathname, search } = new URL(mail!.links[0]!);
  await other.page.goto(portal.url + pathname + search);
  await press(other.page, nl("signIn.submit"), "Space");
  await type(other.page, /code/iu, await codeFor(portal, colleague));
  await go(other.page, "Enter");
  await type(other.page, nl("profile.name.label"), "Nieuwe Collega");
  await go(other.page, "Enter");
  seen.push(await face(other.page), new URL(other.page.url()).pathname);
  await other.page.goto(`${portal.url}/nl/onboarding/verify`);

  expect(seen).toEqual([
    "hand-over none",
    expect.stringContaining(fr("onboarding.handOver.errors.emailRequired")),
    "hand-over sent",
    "organization ",
    "/nl/onboarding/organization",
  ]);
  expect(await other.page.locator("#contractNumber").inputValue()).toBe(one!.contractNumber);
  expect([...stray, ...other.stray]).toEqual([]);
  await Promise.all([close(), other.close()]);
});
