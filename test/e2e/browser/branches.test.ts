import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "#test/e2e/http/world.ts";
import { openBrowser } from "#test/helpers/browser.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { openPage } from "./eyes.ts";
import { codeFor, face, go, linkFor, phone, tabTo } from "./hands.ts";
import { agent, demo, startWorld, type Tongue } from "./world.ts";

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
  await type(page, "Contractnummer", one!.contractNumber);
  await type(page, "Serienummer", one!.serialNumber);
  await go(page, "Enter");
  seen.push(await face(page));
  await press(page, "Een ander contract en serienummer proberen");
  seen.push(await face(page));
  await type(page, "Contractnummer", one!.contractNumber);
  await press(page, "Doorgaan", "Space");
  await press(page, "Bevestigen", "Space");
  seen.push(await face(page));
  await press(page, "Mijn aanvragen");
  seen.push(await face(page));
  await press(page, /Noorderkaai/u);
  seen.push(await face(page));
  await press(page, "Aanvraag intrekken", "Space");
  seen.push(await face(page));
  await press(page, "Ja, intrekken", "Space");
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
  await type(person.page, "Contract number", one!.contractNumber);
  await type(person.page, "Serial number", one!.serialNumber);
  await go(person.page, "Enter");
  seen.push(await face(person.page));
  await tabTo(person.page, /^Become its/u);
  await tabTo(person.page, /Feldkamp/u, "Shift+Tab");
  await person.page.keyboard.press("ArrowUp");
  await tabTo(person.page, /Ask an agent/u);
  await go(person.page, "Space");
  seen.push(await face(person.page));

  await office.page.goto(portal.url + (await linkFor(portal, agent, "review-waiting")));
  await signIn(office.page, agent);
  await type(office.page, "Full name", "Robin Agent");
  await go(office.page, "Enter");
  seen.push(await face(office.page));
  await tabTo(office.page, "Appoint");
  await office.page.keyboard.press("ArrowDown");
  await type(office.page, "Your question or your reason", "Which part of the company?");
  await press(office.page, "Decide", "Space");
  seen.push(await face(office.page));

  await person.page.goto(portal.url + (await linkFor(portal, one!.email, "information-asked")));
  seen.push(await face(person.page));
  await type(person.page, "Your answer", "The one in the port.");
  await press(person.page, "Submit", "Space");
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
  await type(page, "Numéro de contrat", one!.contractNumber);
  await type(page, "Numéro de série", one!.serialNumber);
  await go(page, "Enter");
  await press(page, "Transmettre à un collègue");
  seen.push(await face(page));
  await press(page, "Envoyer l’invitation", "Space");
  seen.push((await page.textContent("[data-error]")) ?? "");
  await type(page, "Adresse e-mail de votre collègue", colleague);
  await type(page, "Langue de l’invitation", "Ned");
  await press(page, "Envoyer l’invitation", "Space");
  seen.push(await face(page));

  const [mail] = await new Visitor(portal.url).mailTo(colleague, "hand-over");
  const { pathname, search } = new URL(mail!.links[0]!);
  await other.page.goto(portal.url + pathname + search);
  await press(other.page, "Code ontvangen", "Space");
  await type(other.page, /code/iu, await codeFor(portal, colleague));
  await go(other.page, "Enter");
  await type(other.page, "Voor- en achternaam", "Nieuwe Collega");
  await go(other.page, "Enter");
  seen.push(await face(other.page), new URL(other.page.url()).pathname);
  await other.page.goto(`${portal.url}/nl/onboarding/verify`);

  expect(seen).toEqual([
    "hand-over none",
    expect.stringContaining("Indiquez l’adresse e-mail de votre collègue"),
    "hand-over sent",
    "organization ",
    "/nl/onboarding/organization",
  ]);
  expect(await other.page.locator("#contractNumber").inputValue()).toBe(one!.contractNumber);
  expect([...stray, ...other.stray]).toEqual([]);
  await Promise.all([close(), other.close()]);
});
