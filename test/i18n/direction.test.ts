import fc from "fast-check";
import { expect, test } from "vitest";
import { isolated, setApart } from "#src/i18n/direction.ts";

const dana = "דנה כהן";

test("a text that runs against its page is isolated, wherever it stands; all else stays as it is", () => {
  const page = `<title>${dana}</title><style>a>b{}</style><p>Ann</p><b>${dana}</b> (a@b.example)<svg><text>${dana}</text></svg>`;

  expect(isolated(page, undefined)).toBe(
    `<title>\u2068${dana}\u2069</title><style>a>b{}</style><p>Ann</p><b><bdi>${dana}</bdi></b> (a@b.example)<svg><text>${dana}</text></svg>`,
  );
});

test("a field turns the way of what was typed into it", () => {
  const form = `<input name="name" value="${dana}" /><input name="email" value="a@b.example" /><textarea name="comment">${dana}</textarea>`;

  expect(isolated(form, undefined)).toBe(
    `<input dir="auto" name="name" value="${dana}" /><input name="email" value="a@b.example" /><textarea dir="auto" name="comment">${dana}</textarea>`,
  );
});

test("on a page that runs from right to left it is the other way about", () => {
  expect(isolated(`<p>Ann</p><p>${dana}</p><p>${dana} CSV</p>`, "rtl")).toBe(
    `<p><bdi>Ann</bdi></p><p>${dana}</p><p>${dana} CSV</p>`,
  );
});

test("in a sentence somebody’s words are set apart only where they would turn it about", () => {
  expect([setApart(dana, undefined), setApart("Ann", undefined), setApart("Ann", "rtl")]).toEqual([
    `\u2068${dana}\u2069`,
    "Ann",
    "\u2068Ann\u2069",
  ]);
});

test("a sentence that begins with words which are set apart already keeps its own direction", () => {
  const sentence = `<p>${setApart(dana, undefined)} gets your reason.</p>`;

  expect(isolated(sentence, undefined)).toBe(sentence);
});

test("words that are set apart within others are set apart with them; what does not end is text", () => {
  const nested = `<p>\u2068${dana} \u2068${dana}\u2069 ${dana}\u2069 gets your reason.</p>`;

  expect(isolated(nested, undefined)).toBe(nested);
  expect(isolated(`<p>\u2068${dana} \u2068Ann\u2069.</p>`, undefined)).toBe(
    `<p><bdi>\u2068${dana} \u2068Ann\u2069.</bdi></p>`,
  );
  expect(isolated(`<p>Ann\u2069 \u2068${dana}\u2069</p>`, undefined)).toBe(
    `<p>Ann\u2069 \u2068${dana}\u2069</p>`,
  );
});

test("nothing that people write becomes an element, leaves its attribute or gets anything into it", () => {
  const signs = [
    "<textarea>",
    "<input ",
    "<option>",
    "<title>",
    "<svg>",
    "<bdi>",
    "</bdi>",
    ' value="',
    ..."<>\"'&=/ -!",
  ];
  const anything = fc.string({ unit: fc.constantFrom(...signs, ...dana), maxLength: 12 });
  const inAttribute = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const asText = (text: string) => inAttribute(text).replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const against = (text: string) => /[א-ת]/u.test(text);
  const page = (text: string, dir = "", open = "", close = "") =>
    `<input${dir} name="a" value="${inAttribute(text)}"><p title="${inAttribute(text)}">${open}${asText(text)}${close}</p>`;

  fc.assert(
    fc.property(anything, (text) => {
      expect(isolated(page(text), undefined)).toBe(
        against(text) ? page(text, ' dir="auto"', "<bdi>", "</bdi>") : page(text),
      );
    }),
    { numRuns: 2000 },
  );
});
