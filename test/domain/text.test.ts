import fc from "fast-check";
import { expect, test } from "vitest";
import { grouped, manyLines, normalized, normalizeNumber, oneLine } from "#src/domain/text.ts";

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
  expect(["1", "123", "1234", "12345678"].map(grouped)).toEqual(["1", "123", "1 234", "12 345 678"]);
});

const forms = ["NFC", "NFKC", "NFKD"] as const;

test("a text of thirty signs on a letter at most is normalized as ever", () => {
  const unit = fc.constantFrom(..."aéſ각ﷺｶﾞ\u0301\u0315\u0316\u0f73", "\u0323\u0307");

  fc.assert(
    fc.property(fc.string({ unit, maxLength: 15 }), fc.constantFrom(...forms), (text, form) => {
      expect(normalized(text, form)).toBe(text.normalize(form));
    }),
  );
});

test.each(["\u0315\u0316", "\u0315\uff9e", "\u0f73\u0f71"])(
  "a hundred thousand signs on one letter are put in order in no time: %j",
  (signs) => {
    const text = `a${signs.repeat(50_000)}b`;
    const before = process.threadCpuUsage();

    const written = forms.map((form) => normalized(text, form));
    const { user, system } = process.threadCpuUsage(before);

    expect(written.map((one) => one.endsWith("b"))).toEqual([true, true, true]);
    expect((user + system) / 1000).toBeLessThan(500);
  },
);

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
