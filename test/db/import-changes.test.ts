import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { importWorld, type ImportWorld, organization } from "./import-world.ts";

let world: ImportWorld;
const contracts = ["1,SP Base,a,2024-01-01,2034-12-31", "2,SP Bas,b,2024-01-01,2034-12-31"];
const devices = ["D1,P,1,a", "D2,P,1,a", "D3,P,2,b"];
const base = {
  "organizations.csv": [organization("a", "", { domains: "a.example;b.example" }), organization("b", "a")],
  "contracts.csv": contracts,
  "devices.csv": devices,
  "entitlements.csv": ["1,anna@a.example,2030-01-01", "2,bo@b.example,"],
};

beforeAll(async () => (world = await importWorld()));
beforeEach(async () => {
  await world.clear();
  await world.load(base);
});
afterAll(() => world.stop());

const remarked = async (...given: Parameters<ImportWorld["load"]>) =>
  Object.fromEntries((await world.load(...given)).tallies.map(({ file, remarked }) => [file, remarked]));

test("what rows change is told apart, each kind with the first of them by name", async () => {
  const found = await remarked({
    "organizations.csv": [
      organization("a", "", { domains: "b.example;a.example" }),
      organization("b"),
      organization("c", "a"),
    ],
    "contracts.csv": [...contracts, "3,Gold,c,2024-01-01,2034-12-31"],
    "devices.csv": ["D1,Q,1,a", "D2,P,2,b", "D3,P,2,b", "D4,P,1,a", "D4,Q,1,a"],
  });

  expect(found).toEqual({
    "organizations.csv": {
      new: { count: 1, first: ["c"] },
      moved: { count: 1, first: ["b, from a to none"] },
      unchanged: { count: 1, first: ["a"] },
    },
    "contracts.csv": {
      new: { count: 1, first: ["3"] },
      unchanged: { count: 2, first: ["1", "2"] },
      "not entitled": { count: 2, first: ["2 (SP Bas)", "3 (Gold)"] },
    },
    "devices.csv": {
      new: { count: 1, first: ["D4"] },
      changed: { count: 1, first: ["D1"] },
      moved: { count: 1, first: ["D2, from 1 to 2 from a to b"] },
      unchanged: { count: 1, first: ["D3"] },
      repeated: { count: 1, first: ["D4"] },
    },
  });
});

test("a domain more or less is a change of its organization", async () => {
  const found = await remarked({ "organizations.csv": [organization("a", "", { domains: "a.example" })] });

  expect(found["organizations.csv"]).toEqual({ changed: { count: 1, first: ["a"] } });
});

test("no more than ten are named, and all are counted", async () => {
  const found = await remarked({ "devices.csv": Array.from({ length: 2500 }, (_, at) => `X${at},P,1,a`) });

  expect(found["devices.csv"]!.new).toMatchObject({ count: 2500, first: { length: 10 } });
});

test("a rehearsal says what would change, also of what builds on itself, and changes nothing", async () => {
  const files = {
    "organizations.csv": [organization("new", "a")],
    "contracts.csv": ["9,SP Base,new,2024-01-01,2034-12-31"],
    "devices.csv": ["D1,P,9,new", "N1,P,9,new", "N2,P,8,new"],
  };
  const before = await world.contents();

  const rehearsal = await world.load(files, { isRehearsal: true });
  const untouched = await world.contents();
  const real = await world.load(files);

  expect(untouched).toEqual(before);
  expect(rehearsal).toEqual(real);
  expect(rehearsal.said).toEqual([
    'devices.csv line 4: contract_number "8" is not known: there is no such contract',
  ]);
});

test("a column that a file leaves out stays as it is, and an empty value clears", async () => {
  const ends = async () =>
    (await world.rows("select ends_on from entitlement order by email")).map(({ ends_on }) => ends_on);

  await world.load({ "entitlements.csv": "contract_number,email\n1,anna@a.example\n" });
  const kept = await ends();
  await world.load({ "entitlements.csv": ["1,anna@a.example,"] });

  expect(kept).toEqual(["2030-01-01", null]);
  expect(await ends()).toEqual([null, null]);
});

test("a title that a file says nothing about stays, and an empty one goes", async () => {
  const header = "id,kind,severity,cvss,cves,published_on,updated_on,url,title";
  const row = "A1,security,high,,,2026-01-01,2026-01-01,,Flaw";
  const titles = async () => (await world.rows("select titles from advisory")).map((found) => found.titles);
  await world.load({ "advisories.csv": `${header},title_fr,title_nl\n${row},Faille,Lek\n` });

  await world.load({ "advisories.csv": `${header}\n${row}\n` });
  const untouched = await titles();
  await world.load({ "advisories.csv": `${header},title_fr\n${row},\n` });

  expect(untouched).toEqual(['{"fr":"Faille","nl":"Lek"}']);
  expect(await titles()).toEqual(['{"nl":"Lek"}']);
});

const names = async () => ({
  organizations: (await world.rows("select id from organization order by id")).map(({ id }) => id),
  contracts: (await world.rows("select number from contract order by number")).map(({ number }) => number),
  devices: (await world.rows("select serial_number as s from device order by s")).map(({ s }) => s),
});

test("replacing removes what a file no longer holds, and says what stays since something depends on it", async () => {
  const files = { "contracts.csv": [contracts[0]!], "devices.csv": [devices[0]!] };
  const options = { replace: new Set(["contracts.csv", "devices.csv"]) };

  const rehearsal = await world.load(files, { ...options, isRehearsal: true });
  const real = await world.load(files, options);

  expect(real.tallies).toMatchObject([
    { remarked: { stays: { count: 1, first: ["2 (entitlement)"] } } },
    { remarked: { removed: { count: 2, first: ["D2", "D3"] } } },
  ]);
  expect(rehearsal.tallies).toEqual(real.tallies);
  expect(await names()).toEqual({ organizations: ["a", "b"], contracts: ["1", "2"], devices: ["D1"] });
});

test("a branch goes before what stands above it, with its domains", async () => {
  const files = {
    "organizations.csv": [organization("z")],
    "contracts.csv": "number,type,organization_id,starts_on,ends_on\n",
    "devices.csv": "serial_number,product_id,contract_number,organization_id\n",
    "entitlements.csv": "contract_number,email\n",
  };
  const replace = new Set(Object.keys(files));

  const rehearsal = await world.load(files, { replace, isRehearsal: true });
  const real = await world.load(files, { replace });

  expect(rehearsal.tallies).toEqual(real.tallies);
  expect(real.tallies[0]).toMatchObject({ remarked: { removed: { count: 2 } } });
  expect(await names()).toEqual({ organizations: ["z"], contracts: [], devices: [] });
  expect(await world.rows("select * from organization_domain")).toEqual([]);
});

test("a file of which a row is rejected replaces nothing", async () => {
  const { code, tallies } = await world.load(
    { "devices.csv": ["D1,P,1,a", "D2,P,7,a"] },
    { replace: new Set(["devices.csv"]) },
  );

  expect(tallies[0]!.remarked.stays!.first).toEqual(["everything, since not all of the file could be read"]);
  expect([code, (await names()).devices]).toEqual([2, ["D1", "D2", "D3"]]);
});
