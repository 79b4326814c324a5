import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { csvOptions } from "#functions/http/csv.ts";
import { packed } from "#functions/http/whole.ts";

async function* breaking() {
  yield "a,b\r\n";
  await Promise.reject(new Error("the database is away"));
  yield "1,2\r\n";
}

test("a file of which a part cannot be read is no file", async () => {
  await expect(packed(breaking())).rejects.toThrow("the database is away");
});

test("no part of a file is more than a thousand rows, which are the work of some pages", () => {
  const { history, alert, report, inventory, copy } = limits;

  const parts = [history, alert, report, inventory, copy].map(({ perFilePart }) => perFilePart);

  expect(Math.max(...parts)).toBeLessThanOrEqual(1000);
});

test("a cell is no formula, whichever separator a spreadsheet expects", () => {
  const cells = ["=1+1", "x;=HYPERLINK(1);y", "loc,+1", "a|@SUM(1)", "b\t-1", "10.0.0.1", "Room 3, -1"];

  const written = stringify([cells], csvOptions(","));

  for (const separator of [";", ",", "|", "\t"])
    expect(
      written
        .replaceAll('"', "")
        .split(separator)
        .filter((cell) => /^[=+@-]/u.test(cell)),
    ).toEqual([]);
  expect(written).toContain("Room 3, -1");
});

test.each([
  ["a quotation mark", 'z;"=HYPERLINK(1)', "z;\"'=HYPERLINK(1)"],
  ["quotation marks and blanks", 'z, "" @SUM(1)', 'z, "" \'@SUM(1)'],
  ["a blank", "; =1+1", "; '=1+1"],
  ["a blank that nobody sees", "a|\u200B\u00A0=1", "a|\u200B\u00A0'=1"],
  ["a line end", "a\r\n=1+1", "a\r\n'=1+1"],
  ["wide characters", "＝1+1", "'＝1+1"],
  ["wide characters behind a separator", "a;＋1", "a;'＋1"],
  ["a number that goes on", "a, -1+cmd|1", "a, '-1+cmd|1"],
  ["an apostrophe that is there already", "'=1+1", "'=1+1"],
  ["none", 'a=b, -1; 5-3 "+" x', 'a=b, -1; 5-3 "+" x'],
])("a formula behind %s is text", (_, cell, text) => {
  const written = stringify([[cell]], csvOptions(";"));

  expect(parse(written, { delimiter: ";" })).toEqual([[text]]);
});

const isBlank = (sign: string | undefined) => sign !== undefined && /^[\s\p{Cf}"]$/u.test(sign);

/** Whether a formula begins with a sign, sign by sign: back over blanks to where a cell may begin. */
function beginsFormula(text: string, at: number): boolean {
  if (!"=+-@＝−".includes(text[at]!)) return false;
  if (text[at - 1] === " " && /^[+-]\d+(?:$|[;,|])/u.test(text.slice(at))) return false;
  let before = at - 1;
  while (isBlank(text[before]) && !"\t\r\n".includes(text[before]!)) before -= 1;
  return before < 0 || ";,|\t\r\n".includes(text[before]!);
}

test("a formula is text wherever a cell may begin, and nothing else is changed", () => {
  const signs = [...'=+-@＝−;,|\t\r\n "a1\u200b\u00a0', " -1"];

  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...signs) }), (cell) => {
      const expected = [...cell].map((sign, at) => (beginsFormula(cell, at) ? `'${sign}` : sign)).join("");

      expect(csvOptions(";").cast.string(cell)).toBe(expected);
    }),
    { numRuns: 5000 },
  );
});
