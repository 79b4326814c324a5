import { brand } from "#src/brand/brand.ts";
import { resolve } from "#src/i18n/references.ts";
import { type LocaleFile, type Locales } from "./reading/read.ts";

/** Where a text that was seen comes from. */
export interface Source {
  readonly file: string;
  readonly line: number | undefined;
  /** As it is quoted: `home.register`; of a long text its name. */
  readonly key: string;
  readonly text: string;
}

interface Sought extends Source {
  /** What is always there, in order; between it anything may be filled in. */
  readonly parts: readonly string[];
  readonly letters: number;
}

const brands: Readonly<Record<string, string>> = {
  portal: brand.portal,
  provider: brand.provider,
  support: brand.support,
};

/** A text as somebody would type it: no difference in accents, marks, spaces, capitals, markup. */
export const asTyped = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[’‘‛`´]/g, "'")
    .replace(/[«»„“”]/g, '"')
    .replace(/"[\s\u00a0\u202f]+|[\s\u00a0\u202f]+"/g, '"')
    .replace(/[–—]/g, "-")
    .replace(/…/g, "...")
    .replace(/[\s\u00a0\u202f]+([:;?!])/g, "$1")
    .replace(/[\u00ad\u200b-\u200f\u2060]/g, "")
    .replace(/[\s\u00a0\u202f]+/g, " ")
    .trim()
    .toLowerCase();

/** A text in which every number may be any, and so what is filled in. */
const withoutNumbers = (text: string) => text.replace(/\s*(?:\d+|\ue000)\s*/g, "\ue000");

const withoutMarkup = (line: string) =>
  line
    .replace(/^\s*(?:#+|[-*+>]|\d+\.)\s+/, "")
    .replace(/\[([^\][]*)\]\([^)]*\)/g, "$1")
    .replace(/\*\*|[`_]/g, "");

/** Finds the sentences of a language, as people see them. */
export function finder({ files }: Pick<Locales, "files">, language: string) {
  const own = files.filter((file) => file.language === language);
  const area = ({ name }: LocaleFile) => name.replace(/\.\w+$/, "");
  const all = new Map<string, string>(
    own.flatMap((file) =>
      [...file.sentences].map(([key, text]): [string, string] => [`${area(file)}.${key}`, text]),
    ),
  );
  const sought: Sought[] = own.flatMap((file) => {
    const of = (text: string, key: string, line: number | undefined): Sought => {
      const whole = resolve(text, (name) => all.get(name));
      const named = whole.replace(
        /\{\{\s*(portal|provider|support)\s*\}\}/g,
        (_, name: string) => brands[name] ?? "",
      );
      const parts = asTyped(named.replace(/\{\{[^}]*\}\}/g, "\ue000"))
        .split("\ue000")
        .map((part) => part.trim());
      return { file: file.path, line, key, text, parts, letters: parts.join("").length };
    };
    if (!file.name.endsWith(".md"))
      return [...file.sentences].map(([key, text]) => of(text, `${area(file)}.${key}`, file.lines.get(key)));
    const rows = (file.sentences.get("") ?? "").split("\n");
    return rows.flatMap((row, index) =>
      row
        .split(/(?<!\\)\|/)
        .flatMap((cell) =>
          /\p{L}/u.test(cell) ? [of(withoutMarkup(cell.trim()), area(file), index + 1)] : [],
        ),
    );
  });
  const whole = Map.groupBy(
    sought.filter(({ parts }) => parts.length === 1),
    ({ parts: [text = ""] }) => text,
  );
  const open = sought.filter(({ parts, letters }) => parts.length > 1 && letters > 0);

  /** The sentence that a text is, with something filled in or not; of several that one of which most is there. */
  function from(text: string): Source[] {
    const exact = whole.get(text);
    if (exact) return exact;
    const filled = open.filter((each) => fits(text, each.parts, true)).sort((a, b) => b.letters - a.letters);
    const most = filled[0]?.letters ?? 0;
    return most > 2 ? filled.filter(({ letters }) => letters === most) : [];
  }

  /** Every sentence that the text is, or that stands in it, or in which it stands; the best first. */
  function find(seen: string): Source[] {
    const text = asTyped(seen);
    if (!text) return [];
    const found = from(text);
    if (found.length) return found;
    const longer =
      text.length > 5 ? sought.filter(({ parts }) => parts.some((part) => part.includes(text))) : [];
    if (longer.length) return longer.sort((a, b) => a.letters - b.letters).slice(0, 12);
    return inside(text);
  }

  /** What a link leaves of a sentence, before and after it. */
  const aroundLinks = sought.flatMap(({ parts }) => {
    const sides = parts.join("\ue000").split(asTyped(brand.support));
    return sides.length > 1 ? sides.map((side) => side.split("\ue000").map((part) => part.trim())) : [];
  });
  const pieces = new Set(sought.flatMap(({ parts }) => parts));
  const longTexts = sought
    .filter(({ file }) => file.endsWith(".md"))
    .map(({ parts }) => withoutNumbers(parts.join("\ue000")));

  /** Whether a text is a sentence, or what markup, a link or something filled in leaves of one. */
  function isSaid(seen: string): boolean {
    const text = asTyped(seen);
    return (
      from(text).length > 0 ||
      pieces.has(text) ||
      aroundLinks.some((parts) => parts.join("").length > 2 && fits(text, parts, true)) ||
      longTexts.some((line) => line.includes(withoutNumbers(text)))
    );
  }

  /** Whether a text is all of a sentence, with nothing filled in. */
  const isWhole = (seen: string) => whole.has(asTyped(seen));

  return { find, isSaid, isWhole };

  /** A text that is put together: the longest sentences in it. */
  function inside(text: string): Source[] {
    const found = sought
      .filter(({ letters, parts }) => letters > 3 && fits(text, parts, false))
      .sort((a, b) => b.letters - a.letters);
    return found.slice(0, 5);
  }
}

/** Whether the parts stand in a text in this order: from end to end, or anywhere. */
function fits(text: string, parts: readonly string[], fully: boolean): boolean {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = text.indexOf(part, at);
    if (found < 0 || (fully && index === 0 && found > 0)) return false;
    at = found + part.length;
  }
  const last = parts.at(-1) ?? "";
  return !fully || last === "" || text.endsWith(last);
}
