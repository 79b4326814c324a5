import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type FileName, headers, importWorld, type ImportWorld, organization } from "./import-world.ts";

let world: ImportWorld;
beforeAll(async () => (world = await importWorld()));
beforeEach(() => world.clear());
afterAll(() => world.stop());

const known = {
  "organizations.csv": [organization("acme"), organization("acme-namur", "acme")],
  "contracts.csv": ["204117835,Solution Support,acme,2024-01-01,2034-12-31"],
};

describe("good files", () => {
  test("all four are loaded, each value as it is compared later", async () => {
    const result = await world.load({
      "organizations.csv": [organization("acme", "", { country: "be", domains: "Acme.be; ACME.example;" })],
      "contracts.csv": ["2041-178 35,Solution Support,acme,2024-02-29,2034-12-31"],
      "devices.csv": ["foc1436-y3xk,AS-2400,204117835,acme"],
      "entitlements.csv": ["204117835,Anna.Dubois@ACME.be,", "2041 17835,bob@acme.be,2030-06-30"],
    });

    expect(result).toMatchObject({ code: 0, said: [] });
    expect(await world.contents()).toEqual([
      [
        { contract_number: "204117835", email: "anna.dubois@acme.be", domain: "acme.be", ends_on: null },
        { contract_number: "204117835", email: "bob@acme.be", domain: "acme.be", ends_on: "2030-06-30" },
      ],
      [
        {
          serial_number: "FOC1436Y3XK",
          product_id: "AS-2400",
          contract_number: "204117835",
          organization_id: "acme",
        },
      ],
      [
        {
          number: "204117835",
          type: "Solution Support",
          organization_id: "acme",
          starts_on: "2024-02-29",
          ends_on: "2034-12-31",
        },
      ],
      [
        { organization_id: "acme", domain: "acme.be" },
        { organization_id: "acme", domain: "acme.example" },
      ],
      [expect.objectContaining({ id: "acme", parent_id: null, country: "BE", city: "Namur" })],
    ]);
  });

  test("a row with a known key updates, and its domains replace the earlier ones", async () => {
    await world.load({
      "organizations.csv": [organization("acme", "", { domains: "old.example;kept.example" })],
    });
    await world.load({
      "organizations.csv": [
        organization("acme", "", { name: "Acme SA", domains: "kept.example;new.example" }),
      ],
    });

    expect(await world.rows("select name from organization")).toEqual([{ name: "Acme SA" }]);
    expect(await world.rows("select domain from organization_domain order by 1")).toEqual([
      { domain: "kept.example" },
      { domain: "new.example" },
    ]);
  });

  test("the same file twice changes nothing", async () => {
    await world.load(known);
    const before = await world.contents();

    const again = await world.load(known);

    expect(again.code).toBe(0);
    expect(await world.contents()).toEqual(before);
  });

  test("of two rows with the same key the last one counts", async () => {
    const result = await world.load({
      ...known,
      "contracts.csv": [
        "204117835,Solution Support,acme,2024-01-01,2025-12-31",
        "204 117 835,SP Base,acme-namur,2024-01-01,2034-12-31",
      ],
    });

    expect(result.code).toBe(0);
    expect(await world.rows("select type, organization_id from contract")).toEqual([
      { type: "SP Base", organization_id: "acme-namur" },
    ]);
  });

  test("a contract of a type that entitles to nothing loads like any other", async () => {
    const result = await world.load({
      ...known,
      "contracts.csv": ["7,Spare parts,acme,2024-01-01,2024-01-01"],
    });

    expect(result.code).toBe(0);
  });
});

const bad: [FileName, string, string][] = [
  ["organizations.csv", organization(""), "id is missing"],
  ["organizations.csv", organization("none"), 'id "none" cannot be an id'],
  ["organizations.csv", organization("a/b"), 'id "a/b" cannot be an id'],
  ["organizations.csv", organization("x", "", { name: " " }), "name is missing"],
  [
    "organizations.csv",
    organization("x", "", { country: "Belgium" }),
    'country "Belgium" is not a country code',
  ],
  ["organizations.csv", organization("x", "", { country: "UK" }), 'country "UK" is not a country code'],
  ["organizations.csv", organization("x", "", { country: "" }), "country is missing"],
  [
    "organizations.csv",
    organization("x", "", { domains: "a.be;b@c.be" }),
    'domains "b@c.be" is not a domain',
  ],
  [
    "organizations.csv",
    organization("x", "", { domains: "localhost" }),
    'domains "localhost" is not a domain',
  ],
  ["organizations.csv", organization("x", "x"), "parent_id is the organization itself"],
  [
    "organizations.csv",
    organization("x", "nobody"),
    'parent_id "nobody" is neither in the file nor in the database',
  ],
  ["contracts.csv", ",SP Base,acme,2024-01-01,2025-01-01", "number is missing"],
  ["contracts.csv", "- -,SP Base,acme,2024-01-01,2025-01-01", 'number "- -" is not a number'],
  ["contracts.csv", "8,,acme,2024-01-01,2025-01-01", "type is missing"],
  [
    "contracts.csv",
    "8,SP Base,acme,2023-02-29,2025-01-01",
    'starts_on "2023-02-29" is not a day of the calendar',
  ],
  [
    "contracts.csv",
    "8,SP Base,acme,01/02/2024,2025-01-01",
    'starts_on "01/02/2024" is not a day of the calendar',
  ],
  ["contracts.csv", "8,SP Base,acme,2024-01-01,", "ends_on is missing"],
  ["contracts.csv", "8,SP Base,acme,2024-01-02,2024-01-01", "ends_on lies before starts_on"],
  ["contracts.csv", "8,SP Base,zzz,2024-01-01,2024-01-01", 'organization_id "zzz" is not known'],
  ["devices.csv", ",P,204117835,acme", "serial_number is missing"],
  ["devices.csv", "S1,,204117835,acme", "product_id is missing"],
  ["devices.csv", "S1,P,999,acme", 'contract_number "999" is not known'],
  ["devices.csv", "S1,P,204117835,zzz", 'organization_id "zzz" is not known'],
  ["devices.csv", "S1,P,204117835", "it has 3 values where the header has 4 columns"],
  ["devices.csv", "S1,P,204117835,acme,more", "it has 5 values where the header has 4 columns"],
  ["devices.csv", 'S1,say "P",204117835,acme', 'a quote (") stands inside a value'],
  ["devices.csv", 'S1,"P"x,204117835,acme', 'text follows a closing quote (")'],
  ["devices.csv", 'S1,"P,204117835,acme', 'a quote (") is opened and never closed'],
  ["devices.csv", "S1,P\u0000,204117835,acme", "it contains a NUL character"],
  ["devices.csv", "S1,P\u0007,204117835,acme", "control characters"],
  ["entitlements.csv", "204117835,,", "email is missing"],
  ["entitlements.csv", "204117835,anna,", 'email "anna" is not an e-mail address'],
  ["entitlements.csv", "999,anna@acme.be,", 'contract_number "999" is not known'],
  [
    "entitlements.csv",
    "204117835,anna@acme.be,2024-13-01",
    'ends_on "2024-13-01" is not a day of the calendar',
  ],
];

const good: Partial<Record<FileName, [string, string]>> = {
  "organizations.csv": [organization("first"), organization("last")],
  "contracts.csv": ["1,SP Base,acme,2024-01-01,2025-01-01", "2,SP Base,acme,2024-01-01,2025-01-01"],
  "devices.csv": ["D1,P,204117835,acme", "D2,P,204117835,acme"],
  "entitlements.csv": ["204117835,first@acme.be,", "204117835,last@acme.be,"],
};

describe("a bad row is reported with its line, and the others are loaded", () => {
  test.each(bad)("%s: %s", async (file, row, reason) => {
    await world.load(known);
    const [first, last] = good[file]!;

    const { code, said, tallies } = await world.load({ [file]: [first, row, last] });

    expect(said).toEqual([expect.stringContaining(`${file} line 3: `)]);
    expect(said[0]).toContain(reason);
    expect(code).toBe(2);
    expect(tallies).toMatchObject([{ file, loaded: 2, rejected: 1 }]);
  });

  test("everything that is wrong with a row is said at once", async () => {
    const { code, said } = await world.load({ "contracts.csv": [",,acme,2024-01-01,soon"] });

    expect(said[0]).toMatch(/number is missing; type is missing; ends_on "soon" is not a day/u);
    expect(code).toBe(1);
  });

  test("a text that is not UTF-8", async () => {
    await world.load(known);
    const latin = Buffer.from(
      `${headers["devices.csv"]}\nS1,Câble,204117835,acme\nS2,P,204117835,acme\n`,
      "latin1",
    );

    const { code, said } = await world.load({ "devices.csv": latin });

    expect(said).toEqual(["devices.csv line 2: it is not UTF-8 text"]);
    expect(code).toBe(2);
  });
});
