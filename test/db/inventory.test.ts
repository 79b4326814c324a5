import { createClient } from "@libsql/client/web";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { build } from "#db/builder.ts";
import { openDatabase, type Write } from "#db/client.ts";
import { advisoriesConcerning, advisoriesOf } from "#db/queries/advisory.ts";
import { changesOf, loadUpload, markLoaded, uploadById, uploadsOf } from "#db/queries/device-upload.ts";
import { recount, relink, restate } from "#db/queries/inventory-links.ts";
import {
  deviceBySerial,
  type DeviceFilter,
  type DeviceLine,
  deviceLines,
  devicesWhere,
  otherProducts,
  productIdOf,
  removeDevice,
} from "#db/queries/inventory.ts";
import {
  contractEndsBelow,
  contractsBelow,
  coveredUnnamed,
  notLoaded,
  productsBelow,
  summariesBelow,
} from "#db/queries/report.ts";
import { contractsListed } from "#db/queries/watch.ts";
import { deviceUpload, type UploadedDevice } from "#db/schema/device-upload.ts";
import { plusDays } from "#src/domain/calendar.ts";
import { newId, type UploadId } from "#src/domain/ids.ts";
import { coverageOf } from "#src/domain/reports/coverage.ts";
import { nextDue } from "#src/domain/reports/due.ts";
import { findingsOf } from "#src/domain/reports/findings.ts";
import { supportOf } from "#src/domain/reports/product.ts";
import { startDatabase, type TestDatabase } from "#test/helpers/database.ts";

const today = "2026-11-21";
const now = Date.parse(`${today}T10:00:00Z`);

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
  await createClient({ url: database.url }).batch(world, "write");
});
afterAll(() => database.stop());
beforeEach(() =>
  createClient({ url: database.url }).batch(
    ["inventory_count", "inventory_summary", "inventory", "device_upload"].map(
      (table) => `delete from ${table}`,
    ),
    "write",
  ),
);

const terms = [
  ["C-RUNS", "2020-01-01", "2030-01-01"],
  ["C-ENDS", "2020-01-01", plusDays(today, 90)],
  ["C-LAST", "2020-01-01", today],
  ["C-OVER", "2020-01-01", plusDays(today, -1)],
  ["C-SOON", plusDays(today, 1), "2030-01-01"],
] as const;
/** Of support, and where one is given of security updates. */
const ends: readonly (readonly [string | null, string?])[] = [
  ["2020-01-01"],
  [plusDays(today, -1)],
  [today],
  ["2027-11-21"],
  ["2027-11-22"],
  ["2035-01-01"],
  ["tba"],
  [null],
  ["2020-01-01", "2019-01-01"],
  ["2035-01-01", "2027-11-21"],
  ["2035-01-01", "2027-11-22"],
  [null, "2019-01-01"],
  ["tba", "2027-01-01"],
  ["2027-01-01", "tba"],
];

/** A tree of a company and its site, and a stranger; a device for each contract, one of the stranger's. */
const world = [
  "insert into organization (id, parent_id, name, country) values ('root', null, 'Root', 'BE'), ('site', 'root', 'Site', 'BE'), ('branch', 'root', 'Branch', 'BE'), ('other', null, 'Other', 'NL')",
  ...terms.map(
    ([number, from, to]) =>
      `insert into contract values ('${number}', 'SP Base', 'root', '${from}', '${to}')`,
  ),
  "insert into contract values ('C-BRANCH', 'SP Base', 'branch', '2020-01-01', '2026-12-21')",
  "insert into device values ('BRANCH', 'P0', 'C-BRANCH', 'branch')",
  "insert into contract values ('C-FOREIGN', 'SP Base', 'other', '2020-01-01', '2030-01-01')",
  ...terms.map(([number], at) => `insert into device values ('S${at}', 'P${at}', '${number}', 'root')`),
  "insert into device values ('FOREIGN', 'P0', 'C-FOREIGN', 'other'), ('OTHERPID', 'P7', 'C-RUNS', 'root')",
  ...ends.map(
    ([day, security], at) =>
      `insert into product (product_id, name, end_of_support_on, end_of_security_support_on)
       values ('P${at}', 'Product', ${day ? `'${day}'` : "null"}, ${security ? `'${security}'` : "null"})`,
  ),
  `insert into advisory (id, kind, severity, cves, published_on, updated_on, title, titles)
   values ('A1', 'security', 'high', '[]', '2026-01-01', '2026-01-01', 'One', '{}'), ('A2', 'product', 'low', '[]', '2026-01-01', '2026-01-01', 'Two', '{}')`,
  "insert into advisory_product values ('A1', 'P*'), ('A1', 'P1'), ('A2', 'P3')",
  "insert into advisory_device values ('A2', 'S0'), ('A2', 'ELSEWHERE')",
];

const device = (
  serialNumber: string,
  productId = "P0",
  hostName = `host-${serialNumber}`,
): UploadedDevice => [hostName, "10.0.0.1", serialNumber, productId, null, null];

async function keep(
  devices: readonly UploadedDevice[],
  { organizationId = "root", mode = "add" as const as "add" | "replace" } = {},
) {
  const id = newId<UploadId>();
  await write([
    build.insert(deviceUpload).values({
      id,
      organizationId,
      state: "open",
      mode,
      sha256: id,
      devices,
      rejectedRows: [],
      header: "",
      separator: ";",
      sound: devices.length,
      rejected: 0,
      createdAt: now,
      changedAt: now,
    }),
  ]);
  return { id, organizationId, mode };
}

const write = (writes: readonly Write[]) => openDatabase(database).write(null, writes);
const read: ReturnType<typeof openDatabase>["read"] = (statements) => openDatabase(database).read(statements);
const load = (upload: Awaited<ReturnType<typeof keep>>) =>
  write([{ statement: markLoaded(upload.id, now), guarded: true }, ...loadUpload(upload, { now, today })]);
const loaded = async (...[devices, how]: Parameters<typeof keep>) => {
  const upload = await keep(devices, how);
  await load(upload);
  return upload.id;
};
const everything: DeviceFilter = { search: "", product: "", coverage: null, support: null, after: null };
const list = async (filter: Partial<DeviceFilter> = {}, most?: number) =>
  (await read({ rows: devicesWhere("root", { ...everything, ...filter }, most) })).rows;
const serials = async (filter?: Partial<DeviceFilter>) => (await list(filter)).map((row) => row.serialNumber);

test("what loading would do is said before, and done once", async () => {
  await loaded([device("S0"), device("S1"), device("S2")]);
  const upload = await keep([device("S0"), device("S1", "P9"), device("NEW")], { mode: "replace" });

  const { changes } = await read({ changes: changesOf("root", upload.id) });
  const first = await load(upload);
  const second = await load(upload);

  expect(changes).toEqual([{ added: 1, changed: 1, same: 1, retired: 1, devices: 3 }]);
  expect([first, second]).toEqual(["done", "moved"]);
  expect((await serials()).toSorted()).toEqual(["NEW", "S0", "S1"]);
  expect((await read({ rows: uploadById("root", upload.id) })).rows).toMatchObject([
    { state: "loaded", added: 1, changed: 1, same: 1, retired: 1 },
  ]);
});

test("two loads at once leave one list, each device once", async () => {
  const upload = await keep([device("S0"), device("S1")]);

  const results = await Promise.all([load(upload), load(upload), load(upload)]);

  expect(results.toSorted()).toEqual(["done", "moved", "moved"]);
  expect(await serials()).toHaveLength(2);
});

test("a second upload cannot be opened beside an open one", async () => {
  await keep([device("S0")]);

  await keep([device("S1")]);

  expect((await read({ rows: uploadsOf("root") })).rows).toHaveLength(1);
});

test("coverage is what the rules say of each contract", async () => {
  await loaded(terms.map((_, at) => device(`S${at}`)));

  for (const { serialNumber, coverage } of await list()) {
    const [, startsOn, endsOn] = terms[Number(serialNumber.slice(1))]!;
    expect(coverage).toBe(coverageOf({ startsOn, endsOn }, today));
  }
});

test("support is what the rules say of each product", async () => {
  await loaded([...ends.map((_, at) => device(`X${at}`, `P${at}`)), device("X99", "P99")]);

  for (const { productId, support } of await list()) {
    const end = ends[Number(productId.slice(1))];
    const product = end && { endOfSupportOn: end[0], endOfSecuritySupportOn: end[1] ?? null };
    expect(support).toBe(supportOf(product ?? null, today));
  }
});

test("a device of a stranger's contract answers as one that nobody knows", async () => {
  await loaded([device("FOREIGN"), device("UNKNOWN")]);

  const { foreign, unknown } = await read({
    foreign: deviceBySerial("root", "FOREIGN"),
    unknown: deviceBySerial("root", "UNKNOWN"),
  });

  const { serialNumber, hostName, ...known } = foreign[0]!;
  expect([serialNumber, hostName]).toEqual(["FOREIGN", "host-FOREIGN"]);
  expect(unknown[0]).toMatchObject(known);
  expect((await read({ rows: contractsBelow("root") })).rows.map(({ number }) => number)).not.toContain(
    "C-FOREIGN",
  );
});

test("a contract that is held above covers the devices of a site", async () => {
  await loaded([device("S0")], { organizationId: "site" });

  const { rows, contracts } = await read({
    rows: deviceBySerial("site", "S0"),
    contracts: contractsBelow("site"),
  });

  expect(rows).toMatchObject([{ coverage: "covered", contractNumber: "C-RUNS" }]);
  expect(contracts).toMatchObject([{ number: "C-RUNS", devices: 1 }]);
});

test("a contract of another branch of the tree covers a device, and is named above it alone", async () => {
  await loaded([device("BRANCH")], { organizationId: "site" });

  const { rows, contracts, unnamed, listed, above, unnamedAbove } = await read({
    rows: deviceBySerial("site", "BRANCH"),
    contracts: contractsBelow("site"),
    unnamed: coveredUnnamed("site"),
    listed: contractsListed("site"),
    above: contractsBelow("root"),
    unnamedAbove: coveredUnnamed("root"),
  });
  const findings = findingsOf({ advisories: [], products: [], contracts: listed }, today);

  expect(rows).toMatchObject([
    { coverage: "ending", contractNumber: null, contractType: null, contractEndsOn: null },
  ]);
  expect([contracts, findings]).toEqual([[], []]);
  expect(nextDue({ products: [], contracts: listed }, today)).toBe("2026-12-14");
  expect(above.map(({ number }) => number)).toContain("C-BRANCH");
  expect([unnamed, unnamedAbove]).toEqual([[{ count: 1 }], [{ count: 0 }]]);
});

test("a contract that a stranger takes over shows nowhere any more, before and after its list is looked at", async () => {
  const hand = (to: string, type: string, endsOn: string) =>
    write([
      build.run(
        sql`update contract set organization_id = ${to}, type = ${type}, ends_on = ${endsOn} where number = 'C-RUNS'`,
      ),
    ]);
  await loaded([device("S0"), device("S1", "P1")]);
  const seen = () =>
    read({
      one: deviceBySerial("root", "S0"),
      list: devicesWhere("root", everything),
      contracts: contractsBelow("root"),
      ends: contractEndsBelow("root", today, "2040-01-01"),
      unnamed: coveredUnnamed("root"),
      listed: contractsListed("root"),
    });

  await hand("other", "SECRET", "2033-03-03");
  const before = await seen();
  await write([restate("root", today), ...recount("root", { today, dueOn: today, loadedAt: null })]);
  const counted = await read({ summaries: summariesBelow("root") });
  await write([relink("root", today), ...recount("root", { today, dueOn: today, loadedAt: null })]);
  const after = await seen();
  await hand("root", "SP Base", "2030-01-01");

  const named = JSON.stringify({ ...before, listed: before.listed.filter(({ isNamed }) => isNamed) });
  expect(named).not.toMatch(/C-RUNS|SECRET|2033/u);
  expect([before.unnamed, after.unnamed]).toEqual([[{ count: 0 }], [{ count: 0 }]]);
  expect(counted.summaries).toMatchObject([{ covered: 0, ending: 1, uncovered: 1 }]);
  expect(JSON.stringify(after)).not.toMatch(/C-RUNS|SECRET|2033/u);
  expect(after.one).toMatchObject([{ coverage: "none" }]);
});

test("pages follow one another by host name without a gap, whatever the filter", async () => {
  const devices = Array.from({ length: 60 }, (_, at) =>
    device(at < 5 ? `S${at}` : `X${at}`, `P${at % 9}`, at % 3 ? `Host-${at % 7}` : `host-${at % 7}`),
  );
  await loaded(devices);

  for (const filter of [
    {},
    { coverage: "none" as const },
    { support: "ended" as const },
    { search: "host-" },
  ]) {
    const whole = await list(filter, 100);
    const walked: string[] = [];
    for (let after: DeviceFilter["after"] = null; ;) {
      const page = (await list({ ...filter, after }, 7)).slice(0, 7);
      walked.push(...page.map(({ serialNumber }) => serialNumber));
      if (page.length < 7) break;
      after = page.at(-1)!;
    }
    expect(walked).toEqual(whole.map(({ serialNumber }) => serialNumber));
    expect(new Set(walked).size).toBe(walked.length);
  }
});

/** The serial numbers of the file of a list, read a part at a time. */
async function inFile(filter: Parameters<typeof deviceLines>[1], behind = ""): Promise<unknown[]> {
  const { file } = await read({ file: deviceLines("root", filter, behind) });
  const { lines, next } = file[0]!;
  const own = (JSON.parse(lines) as DeviceLine[]).map(([fields]) => fields[2]);
  return next === null ? own : [...own, ...(await inFile(filter, next))];
}

test("a search finds all that there is, on pages and in the file, also behind very many", async () => {
  const devices = Array.from({ length: 2600 }, (_, at) =>
    device(`N${at}`, at % 2 ? "AS-2400-48P" : "AS-2400-48PX", `sw-${String(at * 7919).padStart(9, "0")}`),
  );
  await loaded([...devices, device("AS2400", "Z", "other")]);
  const filters = [
    [{ search: "10." }, 2601],
    [{ search: "sw" }, 2600],
    [{ search: "as-2400" }, 2601],
    [{ product: "AS-2400-48P" }, 1300],
    [{ product: "AS-2400-48P", search: "n1", coverage: "none" as const }, 556],
  ] as const;

  for (const [filter, count] of filters) {
    const asked = { ...everything, ...filter };
    const walked: string[] = [];
    for (let after: DeviceFilter["after"] = null; ;) {
      const page = await list({ ...filter, after }, 500);
      walked.push(...page.slice(0, 500).map(({ serialNumber }) => serialNumber));
      if (page.length <= 500) break;
      after = page[499]!;
    }
    const lines = await inFile(asked);

    expect([walked.length, new Set(walked).size]).toEqual([count, count]);
    expect(lines).toEqual(walked.toSorted());
  }
});

test("a search finds the beginning of a name, a serial number, a product or an address", async () => {
  await loaded([device("FDO1", "AS-4800", "core"), device("FDO2", "AR-1", "edge")]);

  expect(await serials({ search: "COR" })).toEqual(["FDO1"]);
  expect(await serials({ search: "fdo-2" })).toEqual(["FDO2"]);
  expect(await serials({ search: "as-48" })).toEqual(["FDO1"]);
  expect(await serials({ search: "10.0" })).toEqual(["FDO1", "FDO2"]);
  expect(await serials({ search: "%" })).toEqual([]);
});

test("the counts of the reports are those of the list, also after a removal", async () => {
  await loaded([device("S0"), device("S1", "P1"), device("X", "P6")]);
  await write([removeDevice("root", "S1"), ...recount("root", { today, dueOn: today, loadedAt: null })]);

  const { summaries, products } = await read({
    summaries: summariesBelow("root"),
    products: productsBelow("root"),
  });

  expect(summaries).toMatchObject([
    { devices: 2, covered: 1, uncovered: 1, ended: 1, unknown: 1, loadedAt: now },
  ]);
  expect(products.map(({ productId, devices }) => [productId, devices])).toEqual([
    ["P0", 1],
    ["P6", 1],
  ]);
});

test("what changes by the day alone comes out as if all were worked out anew", async () => {
  await loaded([...terms.map((_, at) => device(`S${at}`, `P${at}`)), device("X6", "P6")]);
  const later = "2027-11-22";

  await write([restate("root", later), ...recount("root", { today: later, dueOn: later, loadedAt: null })]);
  const restated = await list();
  await write([relink("root", later)]);

  expect(await list()).toEqual(restated);
  expect(restated.find(({ serialNumber }) => serialNumber === "S1")).toMatchObject({ coverage: "none" });
});

test("what is in a contract and in no list is told, and where the products differ", async () => {
  await loaded([device("S0"), device("OTHERPID")]);

  const { missing, other } = await read({
    missing: notLoaded("root", "", 50),
    other: otherProducts("root", "", 50),
  });

  expect(missing.map(({ serialNumber }) => serialNumber)).toEqual(["BRANCH", "S1", "S2", "S3", "S4"]);
  expect(other).toMatchObject([{ serialNumber: "OTHERPID", productId: "P0", contractProductId: "P7" }]);
});

test("advisories concern a list by serial number, else by product, each device once", async () => {
  await loaded([device("S0", "P1"), device("S1", "P1"), device("X", "Q1")]);

  const { concerning, one } = await read({
    concerning: advisoriesConcerning("root"),
    one: advisoriesOf("root", "S0", productIdOf("root", "S0")),
  });

  expect(concerning).toMatchObject([
    { id: "A2", match: "affected", devices: 1 },
    { id: "A1", match: "possible", devices: 2 },
  ]);
  expect(one.map(({ id, match }) => [id, match])).toEqual([
    ["A1", "possible"],
    ["A2", "affected"],
  ]);
});

test("an advisory that names serial numbers says nothing of a stranger's, as of one that nobody knows", async () => {
  await loaded([device("FOREIGN", "Z"), device("UNKNOWN", "Z")]);
  await write([
    build.run(sql`insert into advisory_device select 'A2', value from json_each('["FOREIGN", "UNKNOWN"]')`),
  ]);

  const { concerning, foreign, unknown } = await read({
    concerning: advisoriesConcerning("root"),
    foreign: advisoriesOf("root", "FOREIGN", productIdOf("root", "FOREIGN")),
    unknown: advisoriesOf("root", "UNKNOWN", productIdOf("root", "UNKNOWN")),
  });
  await write([build.run(sql`delete from advisory_device where serial_number in ('FOREIGN', 'UNKNOWN')`)]);

  expect([concerning, foreign, unknown]).toEqual([[], [], []]);
});

test("the lists are tables without rowid, as their migration says", async () => {
  const { rows } = await createClient({ url: database.url }).execute(
    "select name from pragma_table_list where wr = 1 and name in ('inventory', 'inventory_count', 'advisory_product', 'advisory_device')",
  );

  expect(rows).toHaveLength(4);
});
