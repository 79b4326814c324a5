import type { Finding } from "#locales/check/reading/finding.ts";
import { type Passage, passages, words } from "#locales/check/reading/prose.ts";
import { type Locales, reference } from "#locales/check/reading/read.ts";
import { englishFor, pairs } from "./pairs.ts";

const html = /<\/?[a-z][^>]*>|&(?:[a-z]+|#\d+);/i;

/** What can be seen in the text itself: emptiness, spaces, markup, English left standing, a lost question mark. */
export function textRules(locales: Locales): Finding[] {
  return pairs(locales).flatMap((pair) => {
    const { own } = pair;
    const long = own.name.endsWith(".md");
    const shape = passages(own).flatMap((passage) => [...spaces(passage, long), ...markup(passage, long)]);
    const whole = [...own.sentences].flatMap(([key, text]) => {
      const at = { file: own.path, key: key || undefined, line: own.lines.get(key) };
      const english = englishFor(key, pair) ?? "";
      return [
        ...empty(at, text),
        ...(own.language === reference || long
          ? []
          : [...same(at, text, english), ...question(at, text, english)]),
      ];
    });
    return [
      ...shape,
      ...whole,
      ...(long ? longText(own.path, own.sentences.get("") ?? "", pair.english.sentences.get("") ?? "") : []),
    ];
  });
}

type At = Omit<Passage, "text">;

const empty = (at: At, text: string): Finding[] =>
  text.trim()
    ? []
    : [
        {
          rule: "empty",
          ...at,
          problem: "The sentence is empty.",
          remedy: "Write it, or remove the key from every language.",
        },
      ];

function spaces({ text, ...at }: Passage, long: boolean): Finding[] {
  const body = long ? text.replace(/^\s*(?:[-+*>]|\d+\.)?\s*/, "").replace(/ +\|/g, " |") : text;
  const stray =
    /[ \u00a0\u202f]{2,}|\t|[ \u00a0\u202f][.,)]|\( |[\r\n]/.test(body) ||
    (!long && body !== body.trim() && body.trim() !== "") ||
    (long && /[ \t]$/.test(body));
  return stray
    ? [
        {
          rule: "stray-space",
          ...at,
          problem: "There is a space too many.",
          remedy: "Remove double spaces, spaces at the ends, and those before a full stop or comma.",
        },
      ]
    : [];
}

const markup = ({ text, ...at }: Passage, long: boolean): Finding[] =>
  !long && html.test(text)
    ? [
        {
          rule: "html",
          ...at,
          problem: "There is HTML in the sentence.",
          remedy: "Write plain text: the page does the rest.",
        },
      ]
    : [];

/** Longer than three words and word for word English. */
function same(at: At, text: string, english: string): Finding[] {
  const count = words(text)
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word)).length;
  return text === english && count > 3
    ? [
        {
          rule: "same-as-english",
          ...at,
          problem: "This is still the English sentence.",
          remedy: "Translate it.",
        },
      ]
    : [];
}

const question = (at: At, text: string, english: string): Finding[] =>
  english.includes("?") && text.trim() && !text.includes("?")
    ? [
        {
          rule: "question-mark",
          ...at,
          problem: "English asks a question here.",
          remedy: `Ask one too. English: ${english}`,
        },
      ]
    : [];

function longText(file: string, text: string, english: string): Finding[] {
  const links = (each: string) => [...each.matchAll(/\]\(([^)]*)\)/g)].map(([, to]) => to).sort();
  const titles = text.split("\n").filter((line) => /^# /.test(line)).length;
  return [
    ...(titles === 1 && text.startsWith("# ")
      ? []
      : [
          {
            rule: "long-text-title",
            file,
            line: 1,
            problem: "A long text begins with one title.",
            remedy: "Start with one line “# Title”; use ## below it.",
          },
        ]),
    ...([...new Set(links(text))].join() === [...new Set(links(english))].join()
      ? []
      : [
          {
            rule: "long-text-links",
            file,
            problem: `It links elsewhere than English: ${links(text).join(", ") || "nowhere"}.`,
            remedy: `English links to: ${links(english).join(", ") || "nothing"}.`,
          },
        ]),
  ];
}
