import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "#locales/check/reading/finding.ts";
import { type LocaleFile, type Locales, reference } from "#locales/check/reading/read.ts";
import { pairs } from "./pairs.ts";

const pages = join(import.meta.dirname, "../../../src/pages/[lang]");

/** One block of a long text: what it is, and where. */
interface Block {
  readonly kind: string;
  readonly line: number;
  readonly text: string;
}

/** What a line of a long text is, for comparing. */
const kindOf = (line: string) => {
  if (/^#+ /.test(line)) return line.replace(/^(#+).*$/, "$1");
  if (/^\s*[-*+] /.test(line)) return "-";
  if (/^\s*\d+\. /.test(line)) return "1.";
  if (/^\s*\|/.test(line)) return `| × ${line.split("|").length - 2}`;
  return "¶";
};

/** Headings, items, rows and paragraphs, in order; lines that go on belong to what they go on with. */
function blocks(text: string): Block[] {
  const found: Block[] = [];
  let inside = false;
  let frontMatter = /^---\n/.test(text);
  text.split("\n").forEach((line, index) => {
    if (frontMatter) {
      if (index > 0 && line === "---") frontMatter = false;
      return;
    }
    if (!line.trim()) {
      inside = false;
      return;
    }
    const kind = kindOf(line);
    const last = found.at(-1);
    if (kind === "¶" && inside && last)
      found[found.length - 1] = { ...last, text: `${last.text} ${line.trim()}` };
    else found.push({ kind, line: index + 1, text: line.trim() });
    inside = !kind.startsWith("#") && !kind.startsWith("|");
  });
  return found;
}

const links = (text: string) =>
  [...text.matchAll(/\[([^\][]*)\]\(([^)]*)\)/g)].map(([, label = "", to = ""]) => ({ label, to }));
const bold = (text: string) => text.split("**").length - 1;
const targets = (text: string) =>
  links(text)
    .map(({ to }) => to)
    .sort()
    .join(", ");

/** Long texts: one title, and the headings, items, rows, emphasis and links of the English one, all leading somewhere. */
export function longTexts(locales: Locales): Finding[] {
  return pairs(locales)
    .filter(({ own }) => own.name.endsWith(".md"))
    .flatMap(({ own, english }) => {
      const mine = blocks(own.sentences.get("") ?? "");
      return [
        ...title(own, mine),
        ...mine.flatMap((block) => dead(own, block)),
        ...(own.language === reference
          ? alone(locales, own, mine)
          : compare(own, mine, blocks(english.sentences.get("") ?? ""))),
      ];
    });
}

/** Where English stands alone against all others, it is English that was damaged. */
function alone({ files }: Locales, own: LocaleFile, mine: Block[]): Finding[] {
  const [first, second] = files
    .filter(({ name, language }) => name === own.name && language !== reference)
    .map((file) => ({ file, blocks: blocks(file.sentences.get("") ?? "") }));
  if (!first || !second || compare(second.file, second.blocks, first.blocks).length) return [];
  return compare(own, mine, first.blocks);
}

function title({ path }: LocaleFile, [first, ...rest]: Block[]): Finding[] {
  const second = rest.find(({ kind }) => kind === "#");
  return first?.kind === "#" && !second
    ? []
    : [{ rule: "long-text-title", file: path, line: second?.line ?? first?.line ?? 1 }];
}

function dead({ path }: LocaleFile, { text, line }: Block): Finding[] {
  return links(text)
    .filter(({ label, to }) => !label.trim() || !leads(to))
    .map(({ to }) => ({ rule: "dead-link", file: path, line, said: text, values: { to } }));
}

const leads = (to: string) =>
  /^(?:https:\/\/|mailto:|tel:|#)\S+$/.test(to) ||
  (/^[\w/-]+(?:#[\w-]+)?$/.test(to) &&
    [`${to}.astro`, `${to}/index.astro`].some((page) =>
      existsSync(join(pages, page.replace(/#[\w-]+/, ""))),
    ));

function compare({ path: file }: LocaleFile, mine: Block[], english: Block[]): Finding[] {
  const differs = english.findIndex(({ kind }, at) => mine[at]?.kind !== kind);
  const at = differs >= 0 ? differs : mine.length > english.length ? english.length : -1;
  if (at >= 0) {
    const [own, model] = [mine[at], english[at]];
    const values = { own: own?.text.slice(0, 60) ?? "—", english: model?.text.slice(0, 60) ?? "—" };
    return [
      { rule: "long-text-shape", file, line: own?.line ?? mine.at(-1)?.line ?? 1, said: own?.text, values },
    ];
  }
  return mine.flatMap(({ text, line }, index): Finding[] => {
    const model = english[index]?.text ?? "";
    const place = { file, line, said: text };
    if (targets(text) !== targets(model))
      return [
        {
          rule: "long-text-links",
          ...place,
          values: { own: targets(text) || "—", english: targets(model) || "—" },
        },
      ];
    return bold(text) === bold(model)
      ? []
      : [
          {
            rule: "long-text-shape",
            ...place,
            values: { own: text.slice(0, 60), english: model.slice(0, 60) },
          },
        ];
  });
}
