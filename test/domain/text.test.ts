import fc from "fast-check";
import { expect, test } from "vitest";
import { grouped, normalizeNumber, manyLines, oneLine } from "#src/domain/text.ts";

test.each([
  ["279 864 326", "279864326"],
  ["279-864-326", "279864326"],
  ["279–864—326", "279864326"],
  ["279−864‑326", "279864326"],
  ["279_864_326", "279864326"],
  ["\u00a0279\u202f864\u2009326\t\n", "279864326"],
  ["\u200b279\u2060864\ufeff326\u00ad", "279864326"],
  ["foc2509jvp5", "FOC2509JVP5"],
  ["ＦＯＣ２５０９", "FOC2509"],
  ["  ", ""],
])("«%s» is compared as %s", (typed, compared) => {
  expect(normalizeNumber(typed)).toBe(compared);
});

test("a number that was normalized stays as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."aZ9ßéı -–\u2009\u200b\u00ad_./ＦΣς") }), (typed) => {
      const once = normalizeNumber(typed);

      expect(normalizeNumber(once.toLowerCase())).toBe(normalizeNumber(once));
      expect(once).not.toMatch(/[\s-]/u);
    }),
  );
});

test("long numbers are read in groups of four", () => {
  expect(grouped("279864326")).toBe("279 864 326");
  expect(grouped("FOC2509JVP5")).toBe("FOC2 509J VP5");
  expect(grouped("FOC2")).toBe("FOC2");
});

test("a name is one composed line without stray spaces", () => {
  expect(oneLine("  Zoe\u0308 \n\t Peeters  ")).toBe("Zoë Peeters");
});

test.each(["\u3164", "\u2800", "\u034f", "\u115f", "\u200b", "\u202e"])(
  "several lines of nothing but %j are none",
  (sign) => {
    expect(manyLines(`${sign.repeat(12)}\n${sign}`)).toBe("");
  },
);

test("several lines hold one empty line at most between two, and no more signs on a letter than languages write", () => {
  expect(manyLines(`One\r\n${" \r\n".repeat(900)}two`)).toBe("One\n\ntwo");
  expect(manyLines("One\ntwo\n\nthree")).toBe("One\ntwo\n\nthree");
  expect(manyLines(`a${"\u0334".repeat(800)}b`)).toBe(`a${"\u0334".repeat(4)}b`);
  expect(oneLine(`a${"\u0334".repeat(800)}b`)).toBe(`a${"\u0334".repeat(4)}b`);
});
