import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TEXT_NODE, parse, walkSync } from "ultrahtml";
import { every } from "#test/e2e/browser/faces/every.ts";
import { scene } from "#test/e2e/browser/faces/face.ts";
import { startWorld, type Tongue } from "#test/e2e/browser/world.ts";

/** A page state or a message, as its readers of one language got it. */
export interface Snapshot {
  readonly name: string;
  readonly language: Tongue;
  readonly html: string;
  /** Every text that is seen, in order. */
  readonly texts: readonly string[];
}

const hidden = new Set(["script", "style", "template"]);

/** What is read on a page: its texts, piece by piece, with what only a screen reader says. */
export function textsOf(html: string): string[] {
  const texts: string[] = [];
  walkSync(parse(html), (node, parent) => {
    if (node.type === TEXT_NODE && !hidden.has(String(parent?.name))) texts.push(decoded(String(node.value)));
    for (const name of ["aria-label", "title", "alt", "placeholder"])
      if (node.type === 1 && node.attributes?.[name]) texts.push(decoded(node.attributes[name]));
  });
  return texts.map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => /\p{L}/u.test(text));
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};
const decoded = (text: string) =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name: string) =>
    decimal || hex
      ? String.fromCodePoint(decimal ? Number(decimal) : parseInt(hex as string, 16))
      : (entities[name] ?? whole),
  );

/** Walks everything that there is to see, in each language, with the messages that were sent on the way. */
export async function snapshots(
  languages: readonly Tongue[],
  said: (what: string) => void,
): Promise<Snapshot[]> {
  const found = new Map<string, Snapshot>();
  const add = (name: string, language: Tongue, html: string) =>
    found.has(`${name}.${language}`) ||
    found.set(`${name}.${language}`, { name, language, html, texts: textsOf(html) });
  for (const language of languages) {
    const portal = await startWorld();
    for (const faces of Object.values(every).flat())
      for await (const { name, answer } of faces(scene(portal, language))) add(name, language, answer.body);
    for (const mail of await everyMail(portal.url)) {
      const of = mail.language as Tongue;
      add(`mail ${mail.template}`, of, mail.html);
      add(
        `mail ${mail.template} (text)`,
        of,
        `<title>${escaped(mail.subject)}</title><pre>${escaped(mail.text)}</pre>`,
      );
    }
    await portal.stop();
    said(`${language}: ${[...found.values()].filter((each) => each.language === language).length}`);
  }
  return [...found.values()];
}

interface Mail {
  readonly template: string;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const everyMail = async (url: string) => (await (await fetch(`${url}/dev/mail.json`)).json()) as Mail[];
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
