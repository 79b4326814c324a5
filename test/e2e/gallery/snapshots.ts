import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createViteServer } from "vitest/node";
import type * as written from "#test/functions/emails/written.ts";
import { every } from "#test/e2e/browser/faces/every.ts";
import { scene } from "#test/e2e/browser/faces/face.ts";
import { startWorld, type Tongue } from "#test/e2e/browser/world.ts";
import { textsOf } from "./texts.ts";

/** A page state or a message, as its readers of one language got it. */
export interface Snapshot {
  readonly name: string;
  readonly language: Tongue;
  readonly html: string;
  /** Every text that is seen, in order. */
  readonly texts: readonly string[];
}

/** Walks everything that there is to see, in each language; every message in every way, with sample data. */
export async function snapshots(
  languages: readonly Tongue[],
  said: (what: string) => void,
): Promise<Snapshot[]> {
  const found = new Map<string, Snapshot>();
  const add = (name: string, language: Tongue, html: string) =>
    found.has(`${name}.${language}`) ||
    found.set(`${name}.${language}`, { name, language, html, texts: textsOf(html) });
  const { writtenIn, close } = await mailWriter();
  for (const language of languages) {
    const portal = await startWorld();
    for (const faces of Object.values(every).flat())
      for await (const { name, answer } of faces(scene(portal, language))) add(name, language, answer.body);
    for (const { template, way, html, text, body } of writtenIn(language)) {
      add(`mail ${template}, ${way}`, language, html);
      add(
        `mail ${template}, ${way} (text)`,
        language,
        `<title>${escaped(body.subject)}</title><pre>${escaped(text)}</pre>`,
      );
    }
    await portal.stop();
    said(`${language}: ${[...found.values()].filter((each) => each.language === language).length}`);
  }
  await close();
  return [...found.values()];
}

/** The messages are written by what Vite makes of them: their pages are JSX, their sentences found by pattern. */
async function mailWriter() {
  const vite = await createViteServer({
    server: { middlewareMode: true, hmr: false },
    appType: "custom",
    logLevel: "error",
  });
  const { writtenIn } = (await vite.ssrLoadModule("/test/functions/emails/written.ts")) as typeof written;
  return { writtenIn, close: () => vite.close() };
}

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** Writes snapshots as files that need no server: styles beside them, no scripts. */
export function writeSnapshots(directory: string, styles: string, all: readonly Snapshot[]): void {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(join(directory, "faces"), { recursive: true });
  cpSync(styles, join(directory, "_astro"), { recursive: true, filter: (path) => !path.endsWith(".js") });
  for (const { name, language, html } of all)
    writeFileSync(
      join(directory, "faces", `${fileOf(name)}.${language}.html`),
      html.replaceAll('"/_astro/', '"../_astro/').replace(/<script\b[^>]*>(?:[\s\S]*?<\/script>)?/g, ""),
    );
}

export const fileOf = (name: string) => name.replace(/[^\w-]+/g, "-").replace(/-$/, "");
