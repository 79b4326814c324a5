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

/** A text as somebody would type it: no difference in marks, spaces, capitals, markup. */
export const asTyped = (text: string) =>
  text
    .normalize("NFC")
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

  /** Every sentence that the text is, or that stands in it, or in which it stands; the best first. */
  return (seen: string): Source[] => {
    const text = asTyped(seen);
    if (!text) return [];
    const exact = whole.get(text);
    if (exact) return exact;
    const filled = open.filter((each) => fits(text, each.parts, true)).sort((a, b) => b.letters - a.letters);
    const most = filled[0]?.letters ?? 0;
    if (most > 2) return filled.filter(({ letters }) => letters === most);
    const longer =
      text.length > 5 ? sought.filter(({ parts }) => parts.some((part) => part.includes(text))) : [];
    if (longer.length) return longer.sort((a, b) => a.letters - b.letters).slice(0, 12);
    return inside(text);
  };

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
