import { stringify } from "csv-stringify/sync";
import { expect, test } from "vitest";
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
