import type { Finding, Place } from "#locales/check/reading/finding.ts";
import { type Passage, passages, words } from "#locales/check/reading/prose.ts";
import { type Locales, placeOf, reference } from "#locales/check/reading/read.ts";
import { englishFor, pairs } from "./pairs.ts";

const html = /<\/?[a-z][^>]*>|&(?:[a-z]+|#\d+);/i;
const markdown = /\*\*|`|\]\(|^#+ /;

/** What can be seen in the text itself: emptiness, spaces, markup, English left standing, a lost question mark. */
export function textRules(locales: Locales): Finding[] {
  return pairs(locales).flatMap((pair) => {
    const { own } = pair;
    const long = own.name.endsWith(".md");
    const shape = passages(own).flatMap((passage) => [
      ...spaces(passage, long),
      ...(long ? [] : markup(passage)),
    ]);
    const whole = [...own.sentences].flatMap(([key, text]): Finding[] => {
      const at = placeOf(own, key);
      if (!text.trim()) return [{ rule: "empty", ...at, line: at.line ?? 1 }];
      const english = englishFor(key, pair) ?? "";
      return own.language === reference || long
        ? []
        : [...same(at, text, english), ...question(at, text, english)];
    });
    return [...shape, ...whole];
  });
}

function spaces({ text, ...at }: Passage, long: boolean): Finding[] {
  const body = long ? text.replace(/^\s*(?:[-+*>]|\d+\.)?\s*/, "").replace(/ +\|/g, " |") : text;
  const question =
    !at.file.startsWith("fr/") && /[ \u00a0\u202f][;:?!](?![\p{L}\p{N}/()-])/u.test(words(body));
  const stray =
    question ||
    /[ \u00a0\u202f]{2,}|\t|[ \u00a0\u202f][.,)](?!\p{L})|\( |[\r\n]/u.test(body) ||
    (!long && body !== body.trim() && body.trim() !== "") ||
    (long && /[ \t]$/.test(body));
  return stray ? [{ rule: "stray-space", ...at }] : [];
}

function markup({ text, ...at }: Passage): Finding[] {
  return [
    ...(html.test(text) ? [{ rule: "html", ...at }] : []),
    ...(markdown.test(text) ? [{ rule: "markdown", ...at }] : []),
  ];
}

/** Two words or longer and word for word English; names, which all begin with capitals, and short addresses may be. */
function same(at: Place, text: string, english: string): Finding[] {
  const said = words(text)
    .split(/\s+/)
    .filter((word) => /\p{L}{2}/u.test(word));
  const mayBe = said.every((word) => /^\P{L}*\p{Lu}/u.test(word)) || (/\d/.test(text) && said.length < 5);
  return text === english && said.length > 1 && !mayBe ? [{ rule: "same-as-english", ...at }] : [];
}

const question = (at: Place, text: string, english: string): Finding[] =>
  /\?|؟/.test(english) && !/\?|؟|;$/.test(text)
    ? [{ rule: "question-mark", ...at, values: { english } }]
    : [];
