import type { Page } from "@playwright/test";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import type { Tongue } from "./world.ts";

export const phone = (language: Tongue) => ({ language, scheme: "light" as const, width: 320 });

/** The page that is shown, and its state. */
export const face = async (page: Page) =>
  [await page.getAttribute("main", "data-page"), await page.getAttribute("main", "data-state")].join(" ");

export const codeFor = async ({ url }: TestPortal, email: string) =>
  (await new Visitor(url).mailTo(email, "sign-in-code"))[0]!.code!;

export const linkFor = ({ url }: TestPortal, email: string, template: string) =>
  new Visitor(url).linkTo(email, template);

/** Presses Tab, or another key, until what has the focus is named so. */
export async function tabTo(page: Page, name: string | RegExp, key = "Tab") {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press(key);
    const named = await page.evaluate(() => {
      const focused = document.activeElement as HTMLInputElement | null;
      return (
        [...(focused?.labels ?? [])].map((label) => label.textContent).join(" ") ||
        (focused?.textContent ?? "")
      );
    });
    if (typeof name === "string" ? named.trim() === name : name.test(named.trim())) return;
  }
  throw new Error(`${key} does not reach ${String(name)} on ${page.url()}`);
}

/** Presses a key and waits for the page that follows. */
export const go = (page: Page, key: string) =>
  Promise.all([page.waitForEvent("load"), page.keyboard.press(key)]);
