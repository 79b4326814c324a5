/** What can be wrong with one line of a long text: the lines to which it applies, and what they become. */
export const longTextSpoils: Readonly<
  Record<string, { on: RegExp; make: (line: string) => string; not?: string }>
> = {
  "a heading lost": { on: /^## /, make: (line) => line.replace(/^## /, "") },
  "a heading of another level": { on: /^## /, make: (line) => `#${line}` },
  "a title lost": { on: /^# /, make: (line) => line.replace(/^# /, "") },
  "a second title": { on: /^## /, make: (line) => line.slice(1) },
  "an item lost": { on: /^[-*] /, make: (line) => line.replace(/^[-*] /, "") },
  "a cell of a table lost": { on: /^\| [^-:]/, make: (line) => line.replace(/\|[^|]*\|$/, "|") },
  "bold left open": { on: /\*\*/, make: (line) => line.replace("**", "") },
  "a link to nowhere": { on: /\]\(\w/, make: (line) => line.replace(/\]\([^)]*\)/, "](nowhere)") },
  "a link to another page": {
    on: /\]\(guide\)|\]\(help\)|\]\(privacy\)/,
    make: (line) => line.replace(/\]\((?:guide|help|privacy)\)/, "](roles)"),
  },
  "a link without a text": { on: /\[[^\]]+\]\(/, make: (line) => line.replace(/\[[^\]]+\]\(/, "[](") },
  "a forbidden term in a long text": {
    not: "en",
    on: /\p{L}{4}/u,
    make: (line) => `${line} toestel périphérique`,
  },
  "a placeholder invented in a long text": { on: /^\p{L}/u, make: (line) => `${line} {{nobody}}` },
  "a double space in a long text": { on: /^\p{L}+ /u, make: (line) => line.replace(" ", "  ") },
  "a space at the end of a line": { on: /^\p{L}/u, make: (line) => `${line} ` },
  "a zero-width space in a long text": {
    on: /^\p{L}{4}/u,
    make: (line) => `${line.slice(0, 2)}\u200b${line.slice(2)}`,
  },
  "broken letters in a long text": {
    on: /^\p{L}{4}/u,
    make: (line) => `${line.slice(0, 2)}Ã©${line.slice(2)}`,
  },
  "straight marks in a long text": { on: /^\p{L}/u, make: (line) => `${line} "x"` },
  "an exclamation mark in a long text": { on: /\.$/, make: (line) => line.replace(/\.$/, "!") },
  "an open bracket in a long text": { on: /^\p{L}/u, make: (line) => `${line} (x` },
};
