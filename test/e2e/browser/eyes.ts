import type { Browser, Page } from "@playwright/test";
import axe, { type Result, type RunOptions } from "axe-core";
import type { TestPortal } from "#test/helpers/portal.ts";
import { long } from "#test/proof/sizes.ts";
import { type Face, type Faces, scene } from "./faces/face.ts";
import { strangerIn } from "./strange.ts";
import type { Tongue } from "./world.ts";

export interface Look {
  readonly language: Tongue;
  readonly scheme: "light" | "dark";
  readonly width: number;
}

const phone = { width: 320, height: 640 };

/** A browser that notes what should not happen: errors on the console, failed requests, requests to elsewhere. */
export async function openPage(browser: Browser, origin: string, look: Look, options = {}) {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.width < 600 ? phone.height : 800 },
    colorScheme: look.scheme,
    locale: look.language,
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  const stray: string[] = [];
  const note = (what: string) => stray.push(`${page.url()}: ${what}`);
  page.on("pageerror", (error) => note(error.message));
  page.on("console", (message) => {
    const toldBelow = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !toldBelow) note(message.text());
  });
  page.on("request", (request) => request.url().startsWith(`${origin}/`) || note(`asks ${request.url()}`));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    if (reason !== "net::ERR_ABORTED") note(`${request.url()} fails: ${reason}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest())
      note(`${response.url()} answers ${response.status()}`);
  });
  return { page, stray, close: () => context.close() };
}

const ofTransport = /^(content-encoding|content-length|set-cookie|transfer-encoding|connection|keep-alive)$/u;

/** Shows an answer that somebody got over HTTP, at its address. */
export async function show(page: Page, origin: string, { answer }: Face): Promise<void> {
  const address = new URL(answer.path, origin).href;
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !ofTransport.test(name)));
  const { status, body } = answer;
  await page.route(address, (route) => route.fulfill({ status, headers, body }), { times: 1 });
  await page.goto(address);
}

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe holds against the page, one line for each element. */
async function violations(page: Page, { mail }: Face): Promise<string[]> {
  const tags = mail ? wcag : [...wcag, "best-practice"];
  // No rule of these tags asks for the style sheets, which axe would load and read anew; nobody reads the selectors.
  const options: RunOptions = {
    resultTypes: ["violations"],
    runOnly: { type: "tag", values: tags },
    preload: { assets: ["media"] },
    selectors: false,
  };
  const found = await page.evaluate<Result[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  );
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 160)}`),
  );
}

/** What sticks out of the window to the right. */
export const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const outside = [...document.querySelectorAll("body *")].filter((element) => {
      const { right, width } = element.getBoundingClientRect();
      return width > 1 && right > clientWidth + 1;
    });
    return scrollWidth > clientWidth
      ? ["body", ...outside.map(({ outerHTML }) => outerHTML)].map(
          (html) => `too wide: ${html.slice(0, 120)}`,
        )
      : [];
  });

/** A head or a row of tabs that has broken into several rows. */
const tooHigh = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    ["header.masthead", "nav.tabs"].flatMap((selector) => {
      const height = document.querySelector(selector)?.getBoundingClientRect().height ?? 0;
      return height > 66 ? [`too high: ${selector}, ${Math.round(height)} pixels`] : [];
    }),
  );

/** The page as in a language with longer words: each vowel twice and accented, which makes them two fifths longer. */
const stretch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode())
      text.nodeValue = text.nodeValue?.replace(/[aeiouyàâéèêëïîôöùûü]/giu, "$&\u0302$&") ?? null;
  });

const looks = [
  { scheme: "light", width: phone.width },
  { scheme: "dark", width: 1280 },
] as const;

/** A page of a look that finds what is wrong with a face. */
async function openEyes(browser: Browser, portal: TestPortal, look: Look) {
  const { page, stray, close } = await openPage(browser, portal.url, look);
  await page.addInitScript({ content: axe.source });
  return {
    stray,
    close,
    async problemsOf(face: Face): Promise<string[]> {
      await show(page, portal.url, face);
      const found = await violations(page, face);
      found.push(...(await tooWide(page)), ...(await tooHigh(page)));
      if (look.width > phone.width) {
        await page.setViewportSize(phone);
        found.push(...(await tooWide(page)), ...(await tooHigh(page)));
      }
      if (long) {
        await stretch(page);
        found.push(...(await tooWide(page)).map((what) => `with longer words ${what}`));
      }
      if (look.width > phone.width) await page.setViewportSize({ width: look.width, height: 800 });
      return found.map((what) => `${face.name}, ${look.scheme}: ${what}`);
    },
  };
}

/**
 * Looks at faces in a language: what is wrong, and how many there were. In the short form a light phone and a dark wide
 * screen take turns, so that each face is seen on one of them; in the long form on both.
 */
export async function lookAt(
  browser: Browser,
  portal: TestPortal,
  language: Tongue,
  faces: readonly Faces[],
) {
  const eyes = await Promise.all(looks.map((look) => openEyes(browser, portal, { language, ...look })));
  const problems: string[] = [];
  const seen = new Set<string>();
  const bodies: string[] = [];
  const paths: string[] = [];
  const strange = long ? strangerIn(language) : () => [];
  for (const some of faces)
    for await (const face of some(scene(portal, language))) {
      if (seen.has(face.name)) continue;
      seen.add(face.name);
      bodies.push(face.answer.body);
      paths.push(face.answer.path);
      // The chooser speaks all languages at once, a message that of its reader.
      if (face.name !== "chooser" && !face.mail)
        problems.push(
          ...strange(face.name, face.answer.body).map((text) => `${face.name}: no sentence says “${text}”`),
        );
      for (const { problemsOf } of long ? eyes : [eyes[seen.size % eyes.length]!])
        problems.push(...(await problemsOf(face)));
    }
  await Promise.all(eyes.map(({ close }) => close()));
  return { faces: seen.size, bodies, paths, problems: [...problems, ...eyes.flatMap(({ stray }) => stray)] };
}
