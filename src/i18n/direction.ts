/** Letters that are written from right to left, and those of Latin. */
const fromTheRight = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
const fromTheLeft = /[A-Za-z\u00c0-\u024f]/u;

type Direction = "rtl" | undefined;

/** Whether somebody's words run against the language in which they are told: they would turn what stands beside them about. */
const runsAgainst = (text: string, dir: Direction) =>
  dir === "rtl" ? fromTheLeft.test(text) && !fromTheRight.test(text) : fromTheRight.test(text);

/** Such words, set apart by signs that nobody sees: what is written around them stays where it is. */
export const setApart = (text: string, dir: Direction) =>
  runsAgainst(text, dir) ? `\u2068${text}\u2069` : text;

/**
 * A text without the words in it that are set apart already, also within others: a whole sentence would take the direction of its
 * first word. What is set apart and does not end is text.
 */
function unset(text: string): string {
  const kept: string[] = [];
  const open: number[] = [];
  for (const part of text.split(/([\u2068\u2069])/u)) {
    const begun = part === "\u2069" ? open.pop() : undefined;
    if (begun !== undefined) kept.length = begun;
    else if (part === "\u2068") open.push(kept.push(part) - 1);
    else kept.push(part);
  }
  return kept.join("");
}

/** What stands in a tag behind its name, or in what never ends; an angle bracket between quotes does not end it. */
const rest = '(?:[^">]|"[^"]*(?:"|$))*(?:>|$)';

/** What is not text, text that may hold no element, every other tag, and all other text: no two overlap, and each is read once. */
const parts = new RegExp(
  `<(script|style|svg|bdi)\\b${rest}[\\s\\S]*?(?:</\\1>|$)|(?<tag><(?<plain>title|option|textarea)\\b${rest})(?<text>[^<]*)|<[a-z/!]${rest}|[^<]+`,
  "gu",
);

/** A page in which every text that runs against its language is isolated, and every field filled with such turned its way. */
export function isolated(html: string, dir: Direction): string {
  if (dir !== "rtl" && !fromTheRight.test(html)) return html;
  return html.replace(parts, (part: string, ...found) => {
    const { tag, plain, text } = found.at(-1) as Readonly<
      Record<"tag" | "plain" | "text", string | undefined>
    >;
    if (tag !== undefined && text !== undefined)
      return plain === "textarea" ? turned(tag, text, dir) + text : tag + setApart(text, dir);
    if (part.startsWith("<input")) return turned(part, / value="([^"]*)"/u.exec(part)?.[1] ?? "", dir);
    return part.startsWith("<") || !runsAgainst(unset(part), dir) ? part : `<bdi>${part}</bdi>`;
  });
}

const turned = (tag: string, value: string, dir: Direction) =>
  runsAgainst(value, dir) && !/ type="(?:hidden|email)"/u.test(tag)
    ? tag.replace(/^<\w+/u, (name) => `${name} dir="auto"`)
    : tag;
