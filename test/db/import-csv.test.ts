import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { headers, importWorld, type ImportWorld, organization } from "./import-world.ts";

let world: ImportWorld;
beforeAll(async () => (world = await importWorld()));
beforeEach(() => world.clear());
afterAll(() => world.stop());

const header = headers["organizations.csv"];
const names = async () =>
  (await world.rows("select name from organization order by id")).map(({ name }) => name);

test("a byte order mark and Windows line ends are no obstacle", async () => {
  const { code } = await world.load({
    "organizations.csv": `\uFEFF${header}\r\n${organization("a")}\r\n\r\n${organization("b")}`,
  });

  expect(code).toBe(0);
  expect(await names()).toEqual(["Company a", "Company b"]);
});

test("quotes may hold commas, quotes and line ends", async () => {
  const { code } = await world.load({
    "organizations.csv": `${header}\na,,"Dupont, ""Père""\r\n& Fils","Rue ""X"", 1",Namur,5000,,BE,\n`,
  });

  expect(code).toBe(0);
  expect(await names()).toEqual(['Dupont, "Père" & Fils']);
});

test("the line of a row is that of its beginning", async () => {
  const { said } = await world.load({
    "organizations.csv": `${header}\na,,"One\ntwo",,,,,BE,\n\nb,,"Three\nfour",,,,,XX,\n`,
  });

  expect(said).toEqual([expect.stringContaining("organizations.csv line 5: country")]);
});

test("columns may stand in any order", async () => {
  const { code } = await world.load({
    "organizations.csv":
      "Country, name ,domains,id,region,postal_code,city,street,parent_id\nBE,Acme,,a,,5000,Namur,Rue 1,\n",
  });

  expect(code).toBe(0);
  expect(await names()).toEqual(["Acme"]);
});

test.each([
  [
    "a column that is none",
    `${header},note\n${organization("a")},x\n`,
    'the header has "note", which is no column',
  ],
  ["tabs", `${header.replaceAll(",", "\t")}\n`, "separated by tabs; save it with commas"],
  ["a spreadsheet", "PK\u0003\u0004…", "it is a spreadsheet or an archive; save it as “CSV UTF-8”"],
  ["a compressed file", Buffer.from("1f8b0800", "hex"), "it is compressed; unpack it first"],
  ["a hint for Excel", `sep=,\n${header}\n`, "its first line is “sep=”"],
])("%s is refused, with what to do", async (_, content, reason) => {
  const { code, said } = await world.load({ "organizations.csv": content });

  expect(said).toEqual([expect.stringContaining(reason)]);
  expect(code).toBe(1);
});

test("rows of nothing but separators are passed over, and nobody's name turns the line around", async () => {
  const { said, tallies } = await world.load({
    "organizations.csv": [",,,,,,,,", organization("a"), organization("b", "", { name: "Evil \u202Egnp" })],
  });

  expect(said).toEqual([expect.stringMatching(/line 4: name .+ contains control characters/u)]);
  expect(tallies).toMatchObject([{ loaded: 1, rejected: 1 }]);
});

test("entitlements may have no column for their end", async () => {
  const { code } = await world.load({
    "organizations.csv": [organization("a")],
    "contracts.csv": ["1,SP Base,a,2024-01-01,2025-01-01"],
    "entitlements.csv": "email,contract_number\nanna@acme.be,1\n",
  });

  expect(code).toBe(0);
});

test("a quote that is never closed costs its own line only", async () => {
  const { code, said } = await world.load({
    "organizations.csv": [
      organization("a"),
      'b,,"Broken,Rue 1,Namur,5000,,BE,',
      organization("c"),
      organization("d", "", { name: '"Four, five"' }),
      'e,,Also broken","Rue 1,Namur,5000,,BE,',
      organization("f"),
      'g,,"Broken to the end,Rue 1,Namur,5000,,BE,',
      ...Array.from({ length: 300 }, (_, index) => organization(`z${index}`)),
    ],
  });

  expect(said.map((line) => line.split(":")[0])).toEqual([
    "organizations.csv line 3",
    "organizations.csv line 6",
    "organizations.csv line 8",
  ]);
  expect(code).toBe(2);
  expect(await world.rows("select count(*) as n from organization")).toEqual([{ n: 304 }]);
});

test("a line that is far too long is reported, not kept", async () => {
  const { said, tallies } = await world.load({
    "organizations.csv": [
      organization("a"),
      organization("b", "", { name: "x".repeat(300_000) }),
      organization("c"),
    ],
  });

  expect(said).toEqual(["organizations.csv line 3: the line is too long"]);
  expect(tallies[0]).toMatchObject({ loaded: 2, rejected: 1 });
});

test.each([
  ["a column is missing", "id,name\na,b\n", 'the header lacks "parent_id", "street"'],
  ["a column is there twice", `${header},id\n`, 'the header names "id" twice'],
  ["there are semicolons for commas", header.replaceAll(",", ";"), "separated by semicolons"],
  ["it is empty", "", "it is empty"],
  ["it is UTF-16", Buffer.from(`\uFEFF${header}\n`, "utf16le"), "it is UTF-16 text; save it as “CSV UTF-8”"],
])("a file is rejected as a whole, the others are loaded, when %s", async (_, content, reason) => {
  await world.load({ "organizations.csv": [organization("a")] });

  const { code, said } = await world.load({
    "organizations.csv": content,
    "contracts.csv": ["1,SP Base,a,2024-01-01,2025-01-01"],
  });

  expect(said).toEqual([expect.stringContaining(reason)]);
  expect(code).toBe(2);
  expect(await world.rows("select count(*) as n from contract")).toEqual([{ n: 1 }]);
});

test("a header without rows is no error", async () => {
  const { code, tallies } = await world.load({ "organizations.csv": `${header}\n` });

  expect({ code, tallies }).toMatchObject({
    code: 0,
    tallies: [{ file: "organizations.csv", loaded: 0, rejected: 0 }],
  });
});
