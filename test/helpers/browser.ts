import { type Browser, chromium } from "@playwright/test";
import { findBrowser } from "#functions/local/browser.ts";

/** The Chromium of this machine, without a window; says in one line when there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) {
    throw new Error(
      "No Chromium here: run node functions/local/browser.ts to install it, or set CHROMIUM_PATH.",
    );
  }
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-background-networking"] });
}
