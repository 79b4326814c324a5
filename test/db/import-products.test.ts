import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type FileName, importWorld, type ImportWorld, organization } from "./import-world.ts";

let world: ImportWorld;
beforeAll(async () => (world = await importWorld()));
beforeEach(() => world.clear());
afterAll(() => world.stop());

const product =
  "AS-4800-48P,Access Switch,2025-01-01,2026-01-01,,2028-01-01,2030-01-01,AS-5000,https://x.example/n,2026-10-01";
const advisory =
  'ADV-1,security,high,8.6,CVE-2026-11111 cve-2026-22222,2026-05-01,2026-06-01,https://x.example/a,"Flaw, in short",Faille';
const known = { "products.csv": [product], "advisories.csv": [advisory] };

test("all four are loaded, each value as it is compared later", async () => {
  const { code } = await world.load({
    ...known,
    "products.csv": [product, "ar 1200,Router,,,,tba,TBA,,,"],
    "advisory-products.csv": ["ADV-1,as-4800*", "ADV-1,AR-1200"],
    "advisory-devices.csv": ["ADV-1,fdo-2201 g84v"],
  });

  expect(code).toBe(0);
  expect(
    await world.rows("select product_id, end_of_support_on, replacement_product_id from product order by 1"),
  ).toEqual([
    { product_id: "AR1200", end_of_support_on: "tba", replacement_product_id: null },
    { product_id: "AS-4800-48P", end_of_support_on: "2030-01-01", replacement_product_id: "AS-5000" },
  ]);
  expect(await world.rows("select cvss, cves, title, titles from advisory")).toEqual([
    {
      cvss: 8.6,
      cves: '["CVE-2026-11111","CVE-2026-22222"]',
      title: "Flaw, in short",
      titles: '{"fr":"Faille"}',
    },
  ]);
  expect(await world.rows("select product_id from advisory_product order by 1")).toEqual([
    { product_id: "AR-1200" },
    { product_id: "AS-4800*" },
  ]);
  expect(await world.rows("select serial_number from advisory_device")).toEqual([
    { serial_number: "FDO2201G84V" },
  ]);
});

test("the same files twice change nothing, and a newer row updates", async () => {
  const files = {
    ...known,
    "advisory-products.csv": ["ADV-1,AR-1200"],
    "advisory-devices.csv": ["ADV-1,FDO1"],
  };
  await world.load(files);
  const first = await world.contents();

  await world.load(files);
  const second = await world.contents();
  await world.load({ "products.csv": [product.replace("2030-01-01", "2031-01-01")] });

  expect(second).toEqual(first);
  expect(await world.rows("select end_of_support_on as day from product")).toEqual([{ day: "2031-01-01" }]);
});

test("titles in other languages may be left out", async () => {
  const { code } = await world.load({
    "advisories.csv":
      "id,kind,severity,cvss,cves,published_on,updated_on,url,title\nA,product,low,,,2026-01-01,2026-01-01,,T\n",
  });

  expect(code).toBe(0);
  expect(await world.rows("select cves, titles from advisory")).toEqual([{ cves: "[]", titles: "{}" }]);
});

const bad: [FileName, string, string][] = [
  ["products.csv", ",Name,,,,,,,,", "product_id is missing"],
  ["products.csv", "AS-*,Name,,,,,,,,", 'product_id "AS-*" is not a product id'],
  ["products.csv", "P,,,,,,,,,", "name is missing"],
  [
    "products.csv",
    "P,Name,,4/11/2027,,,,,,",
    'end_of_sale_on "4/11/2027" is not a day of the calendar, written YYYY-MM-DD: write 2027-11-04 or 2027-04-11, or tba',
  ],
  ["products.csv", "P,Name,,25/12/2027,,,,,,", "written YYYY-MM-DD: write 2027-12-25"],
  ["products.csv", "P,Name,,46000,,,,,,", "written YYYY-MM-DD: write 2025-12-09"],
  ["products.csv", "P,Name,,,,,,P,,", "replacement_product_id is the product itself"],
  ["products.csv", "P,Name,,2030-01-01,,,2029-01-01,,,", "end_of_support_on lies before end_of_sale_on"],
  [
    "products.csv",
    "P,Name,,,,,,,javascript:alert(1),",
    "is not an address that begins with https:// or http://",
  ],
  ["products.csv", "P,Name,,,,,,,,tba", 'updated_on "tba" is not a day'],
  [
    "advisories.csv",
    "A,secret,high,,,2026-01-01,2026-01-01,,T,",
    'kind "secret" is none of security, product',
  ],
  [
    "advisories.csv",
    "A,security,awful,,,2026-01-01,2026-01-01,,T,",
    "is none of critical, high, medium, low",
  ],
  ["advisories.csv", "A,security,high,11,,2026-01-01,2026-01-01,,T,", 'cvss "11" is not a score'],
  ["advisories.csv", "A,security,high,,CVE-1,2026-01-01,2026-01-01,,T,", "is not a list of CVE numbers"],
  ["advisories.csv", "A,security,high,,,2026-01-02,2026-01-01,,T,", "updated_on lies before published_on"],
  ["advisories.csv", "A,security,high,,,2026-01-01,2026-01-01,,,", "title is missing"],
  ["advisory-products.csv", "ADV-1,*", "fewer would name everything"],
  ["advisory-products.csv", "ADV-1,A*B", 'product_id "A*B" is not a product id'],
  ["advisory-products.csv", "ADV-9,P", 'advisory_id "ADV-9" is not known: there is no such advisory'],
  ["advisory-devices.csv", "ADV-1,", "serial_number is missing"],
  ["advisory-devices.csv", "ADV-9,FDO1", 'advisory_id "ADV-9" is not known'],
];

test.each(bad)("a bad row costs itself. %s: %s", async (file, row, reason) => {
  await world.load(known);

  const { code, said } = await world.load({ [file]: [row] });

  expect(said).toEqual([expect.stringContaining(`${file} line 2: `)]);
  expect(said[0]).toContain(reason);
  expect(code).toBe(1);
});

test("what customers have loaded is looked at again after an import", async () => {
  await world.load({ "organizations.csv": [organization("a")] });
  await world.rows(
    "insert into inventory_summary values ('a', 1, 1, 0, 0, 0, 0, 0, 1, '2026-11-21', '2030-01-01', 1, null)",
  );

  await world.load(known);

  expect(await world.rows("select due_on from inventory_summary")).toEqual([{ due_on: "" }]);
  await world.rows("delete from inventory_summary");
});
