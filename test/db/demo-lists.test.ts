import { readFileSync } from "node:fs";
import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lists } from "#db/demo/lists.ts";
import { describeDemo, loadDemoIfEmpty } from "#db/demo/load.ts";
import { deviceFile, type DeviceFile } from "#src/domain/collect/device-file.ts";
import { columnNames } from "#src/i18n/device-columns.ts";
import { startDatabase, type TestDatabase } from "#test/helpers/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
  await loadDemoIfEmpty(database);
});
afterAll(() => database.stop());

const rows = async (query: string) =>
  (await createClient({ url: database.url }).execute(query)).rows.map((row) => ({ ...row }));

test("five organizations of different tidiness have 120 devices, in every state", async () => {
  const [sums] = await rows(
    "select sum(devices) as devices, count(*) as lists, min(covered) as covered, sum(ending) as ending, min(uncovered) as uncovered, sum(near) as near, sum(ended) as ended, sum(unknown) as unknown from inventory_summary where loaded_at > 0",
  );

  expect(sums).toMatchObject({ devices: 120, lists: 5 });
  for (const state of ["covered", "ending", "uncovered", "near", "ended", "unknown"] as const)
    expect(sums![state]).toBeGreaterThan(0);
});

test("15 products and 6 advisories are known, two of which concern somebody", async () => {
  const [counts] =
    await rows(`select (select count(*) from product) as products, (select count(*) from advisory) as advisories,
    (select count(distinct a.advisory_id) from advisory_product a join inventory_count n
      on n.product_id = a.product_id or (a.product_id like '%*' and n.product_id like replace(a.product_id, '*', '%'))) as concerning`);

  expect(counts).toEqual({ products: 15, advisories: 6, concerning: 2 });
});

test("something is in a contract and in no list", async () => {
  const missing =
    await rows(`select d.serial_number from device d join contract c on c.number = d.contract_number
    where c.organization_id in ('noorderkaai', 'moselane') and d.serial_number not in (select serial_number from inventory)`);

  expect(missing.length).toBeGreaterThan(0);
});

test("the sample file can be loaded, but for its mistakes", () => {
  const bytes = readFileSync("db/demo/sample-devices.csv");

  const file = deviceFile(bytes, columnNames()) as DeviceFile;

  expect(file.devices).toHaveLength(9);
  expect(file.devices.find(({ hostName }) => hostName === "ap-anr-31")?.location).toBe(
    "Antwerpen, kade 100 – café",
  );
  expect(file.rejected.map(({ faults }) => faults.map(({ reason }) => reason).join(" "))).toEqual([
    "duplicate",
    "noIpAddress",
    "required",
    "mangled",
    "formula noMacAddress",
  ]);
});

test("the terminal is told who can look at reports", () => {
  const said = describeDemo();

  for (const { loadedBy, devices } of lists)
    expect(
      said.find((line) => line.startsWith(loadedBy.email) && line.includes(`${devices.length} devices`)),
    ).toBeDefined();
});
