import fc from "fast-check";
import { long } from "#test/proof/sizes.ts";

const mark = `<zq7"'>`;

const classics = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\u0001\u001f\u007f",
  "\r\nSet-Cookie: zq7=1",
  "\u202Eevil\u202C",
  "\u2066a\u2069",
  "\uFEFF",
  "\u200B\u200D",
  "' or 1=1 --",
  "'; drop table person; --",
  '" or ""="',
  "1 union select * from person",
  "%' escape '",
  "\\",
  "\\'",
  "`",
  "${7*7}",
  "{{7*7}}",
  "<%= 7*7 %>",
  "#{7*7}",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "</textarea><svg/onload=alert(1)>",
  "</title><script>",
  "><textarea>א",
  "></bdi><bdi>א",
  "<!--",
  "]]>",
  "javascript:alert(1)",
  "&lt;script&gt;",
  "&#60;script>",
  "null",
  "undefined",
  "NaN",
  "-0",
  "1e309",
  "true",
  "[]",
  "{}",
  "[object Object]",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "../../etc/passwd",
  "..%2f..%2f",
  "file:///etc/passwd",
  "//evil.example",
  "/\\evil.example",
  "https://evil.example/",
  "\t//evil.example",
  "a@b",
  "a@b.example\nBcc: c@d.example",
  '"a b"@c.example',
  "a@[127.0.0.1]",
  "a@xn--",
  "a@-.example",
  "ä@ö.example",
  "a@.example",
  `${"a".repeat(64)}@${"b".repeat(63)}.example`,
  "👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿",
  "Z̸̡̛̤͔̼͂͌a̷͇̓l̷̰̈g̶̗̈́o̵̬͑",
  "ﷺ".repeat(50),
  "ı İ ſ K Å",
  "０１２３",
  "ⅷ",
  "𝟘𝟙",
  "ẞß",
  "a".repeat(300),
  "é".repeat(3000),
  "<".repeat(2000),
  "🦆".repeat(2000),
];

/** What no text can be, as it stands in the body of a form: cut off, false or forbidden encodings. */
const malformed = [
  "%",
  "%%",
  "%zz",
  "%E0%A4",
  "%C0%80",
  "%ED%A0%80",
  "%ED%BF%BF",
  "%F8%88%80%80%80",
  "%FF%FE",
  "%00",
  "%u0041",
  "+%2B+",
  "%F0%9F%92",
];

/** From which they are generated: the long form has new ones each time. */
export const seed = long ? Date.now() % 2 ** 31 : 20261120;

const generated = fc.sample(
  fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(..."<>\"'&;=/\\%{}$`\u0000\n\r\t "), maxLength: 30 }),
    fc.emailAddress(),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
  ),
  { numRuns: 500 - classics.length - malformed.length, seed },
);

/** Each as it is sent: encoded, with and without something that must never come back as it is. */
export const strings = [
  ...[...classics, ...generated].flatMap((text) => [encode(text), encode(text + mark)]),
  ...malformed,
];

function encode(text: string): string {
  return [...text]
    .map((character) => (/^[\uD800-\uDFFF]$/u.test(character) ? "%ED%A0%80" : encodeURIComponent(character)))
    .join("");
}
