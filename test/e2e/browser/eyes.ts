import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import type { Face } from "./faces/face.ts";

export interface Look {
  readonly width: number;
  readonly height: number;
  readonly scheme: "light" | "dark";
  readonly language: string;
}

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** A browser that notes what should not happen: errors on the console, failed requests, requests to elsewhere. */
export async function openContext(browser: Browser, origin: string, look: Look, javaScriptEnabled = true) {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.scheme,
    locale: look.language,
    reducedMotion: "reduce",
    javaScriptEnabled,
  });
  const stray: string[] = [];
  context.on("page", (page) => watch(page, origin, stray));
  return { context, stray };
}

function watch(page: Page, origin: string, stray: string[]) {
  page.on("pageerror", (error) => stray.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    const ownAnswer = message.location().url === page.url() && message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !ownAnswer) stray.push(`${page.url()}: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`)) stray.push(`${page.url()} asks ${request.url()}`);
  });
  page.on("requestfailed", (request) => stray.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest())
      stray.push(`${response.url()}: ${response.status()}`);
  });
}

/** Shows an answer that somebody got over HTTP, at its address. */
export async function show(page: Page, origin: string, { answer }: Face): Promise<void> {
  const address = new URL(answer.path, origin).href.replace(/#.*$/u, "");
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !/^(content-(encoding|length)|set-cookie|transfer-encoding|connection)$/u.test(name)));
  await page.route(address, (route) => route.fulfill({ status: answer.status, headers, body: answer.body }), { times: 1 });
  await page.goto(address);
}

/** What axe holds against the page, one line for each element. */
export async function violations(page: Page, { mail = false } = {}): Promise<string[]> {
  const tags = mail ? wcag : [...wcag, "best-practice"];
  const { violations: found } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)}`));
}

/** Pixels that the page is wider than the window, and what sticks out. */
export const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const outside = [...document.querySelectorAll("body *")].filter((element) => {
      const { right, width } = element.getBoundingClientRect();
      return width > 1 && right > clientWidth + 1;
    });
    return scrollWidth > clientWidth ? outside.map(({ outerHTML }) => outerHTML.slice(0, 120)) : [];
  });

export const close = (context: BrowserContext) => context.close();
