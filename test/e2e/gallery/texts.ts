import { TEXT_NODE, parse, walkSync } from "ultrahtml";
import { inOnePiece } from "#test/helpers/visitor.ts";

const hidden = new Set(["script", "style", "template"]);

/** What is read on a page: its texts, piece by piece, with what only a screen reader says. */
export function textsOf(html: string): string[] {
  const texts: string[] = [];
  walkSync(parse(inOnePiece(html)), (node, parent) => {
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
