import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { chromium } from "@playwright/test";

/** First the one that never had a window: it looks at a page for two thirds of what the whole browser takes. */
const usual = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The path of a Chromium on this machine: CHROMIUM_PATH, the system's, or Playwright's own. */
export function findBrowser(): string | undefined {
  return [process.env.CHROMIUM_PATH ?? "", ...usual, chromium.executablePath()].find(
    (path) => path && existsSync(path),
  );
}

function installBrowser(): void {
  const root = process.getuid?.() === 0;
  const debian =
    existsSync("/etc/os-release") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
  console.log("Installing Chromium for the browser tests (this once) …");
  if (root && debian) {
    run("apt-get", ["update", "-q"]);
    for (const name of ["chromium-headless-shell", "chromium"])
      if (!findBrowser()) run("apt-get", ["install", "-yq", "--no-install-recommends", name]);
  } else {
    run("npx", [
      "playwright",
      "install",
      ...(root && process.platform === "linux" ? ["--with-deps"] : []),
      "chromium",
    ]);
  }
}

function run(command: string, args: string[]): void {
  spawnSync(command, args, { stdio: ["ignore", "ignore", "ignore"], timeout: 180_000 });
}

if (import.meta.main) {
  if (!findBrowser()) installBrowser();
  if (!findBrowser()) {
    console.error(
      "The browser tests need Chromium, which could not be installed: install it, or set CHROMIUM_PATH.",
    );
    process.exit(1);
  }
}
