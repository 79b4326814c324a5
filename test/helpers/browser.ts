import { type Browser, chromium } from "@playwright/test";
import { findBrowser } from "#functions/local/browser.ts";

/**
 * Beside each page Chromium starts a process for the next one, which took a fifth of its time. The last list of features
 * counts, so this one names again what Playwright switches off and our pages could meet.
 */
const without = [
  "SpareRendererForSitePerProcess",
  "HttpsUpgrades",
  "MediaRouter",
  "OptimizationHints",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
];

/** The Chromium of this machine, without a window; says in one line when there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) {
    throw new Error(
      "No Chromium here: run node functions/local/browser.ts to install it, or set CHROMIUM_PATH.",
    );
  }
  const args = ["--no-sandbox", "--disable-background-networking", `--disable-features=${without.join()}`];
  return chromium.launch({ executablePath, args });
}
