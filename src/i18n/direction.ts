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

/** A text without the words in it that are set apart already: a whole sentence would take the direction of its first word. */
const unset = (text: string) => text.replace(/\u2068[^\u2069]*\u2069/gu, "");

/** What is not text, text that may hold no element, and all other text. */
const parts =
  /<(?:script|style|svg|bdi)\b[^>]*>[\s\S]*?<\/(?:script|style|svg|bdi)>|<(?<plain>title|option|textarea)\b[^>]*>[^<]*|<input\b[^>]*>|(?<=>)[^<]+(?=<)/gu;

/** A page in which every text that runs against its language is isolated, and every field filled with such turned its way. */
export function isolated(html: string, dir: Direction): string {
  if (dir !== "rtl" && !fromTheRight.test(html)) return html;
  return html.replace(parts, (part: string, plain: string | undefined) => {
    if (!part.startsWith("<")) return runsAgainst(unset(part), dir) ? `<bdi>${part}</bdi>` : part;
    if (part.startsWith("<input")) return turned(part, / value="([^"]*)"/u.exec(part)?.[1] ?? "", dir);
    if (!plain) return part;
    const end = part.indexOf(">") + 1;
    const [tag, text] = [part.slice(0, end), part.slice(end)];
    return plain === "textarea" ? turned(tag, text, dir) + text : tag + setApart(text, dir);
  });
}

const turned = (tag: string, value: string, dir: Direction) =>
  runsAgainst(value, dir) && !/ type="(?:hidden|email)"/u.test(tag)
    ? tag.replace(/^<\w+/u, (name) => `${name} dir="auto"`)
    : tag;
