import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { mishapAt, startProxy } from "#test/helpers/proxy.ts";
import { importWorld, type ImportWorld, organization } from "./import-world.ts";

let world: ImportWorld;
beforeAll(async () => (world = await importWorld()));
beforeEach(() => world.clear());
afterAll(() => world.stop());

const many = (count: number) => ({
  "organizations.csv": Array.from({ length: count / 10 }, (_, at) =>
    organization(`o${at}`, at > 0 ? `o${Math.floor(at / 10)}` : "", { domains: `o${at}.example` }),
  ).reverse(),
  "contracts.csv": Array.from(
    { length: count / 10 },
    (_, at) => `2${at},SP Base,o${at},2024-01-01,2034-12-31`,
  ),
  "devices.csv": Array.from(
    { length: count },
    (_, at) => `FOC${at},P,2${at % (count / 10)},o${at % (count / 10)}`,
  ),
  "entitlements.csv": Array.from({ length: count / 10 }, (_, at) => `2${at},p${at}@o${at}.example,`),
});

/** How the writing of a table's rows is recognized on its way to the database. */
const rowsOf = (table: string) => `insert into \\"${table}\\"`;

test("all loaded: 0, with a line per file", async () => {
  const { code, out } = await world.command([world.directory({ "organizations.csv": [organization("a")] })])
    .ended;

  expect(out).toMatch(/^organizations\.csv +1 loaded +0 rejected\n +1 new: a\n$/u);
  expect(code).toBe(0);
});

test("some rejected: 2, each with file, line and reason", async () => {
  const directory = world.directory({ "organizations.csv": [organization("a"), organization("b", "x")] });

  const { code, out } = await world.command([directory]).ended;

  expect(out).toContain(
    'organizations.csv line 3: parent_id "x" is neither in the file nor in the database\n',
  );
  expect(out).toMatch(/1 loaded +1 rejected/u);
  expect(code).toBe(2);
});

test("nothing loaded: 1", async () => {
  const { code } = await world.command([world.directory({ "organizations.csv": [organization("a", "x")] })])
    .ended;

  expect(code).toBe(1);
});

test.each([
  ["no directory is given", () => [], "Usage: npm run import -- DIR"],
  ["an option is unknown", () => [world.directory({}), "--dry"], "Unknown option '--dry'"],
  ["two directories are given", () => ["a", "b"], "One directory, please"],
  ["a file to replace by is none", () => ["a", "--replace", "people.csv"], "people.csv cannot be replaced"],
  [
    "there is a file that is none",
    () => [world.directory({ "organizations.csv": [], "device.csv": "x" })],
    "holds device.csv, which an import does not know",
  ],
  [
    "there is nothing to replace by",
    () => [world.directory({ "organizations.csv": [] }), "--replace", "devices.csv"],
    "has no devices.csv to replace by",
  ],
  ["there is no such directory", () => ["/no/such/place"], "/no/such/place is not a directory."],
  ["the directory has none of the files", () => [world.directory({})], "has none of organizations.csv"],
])("1 and a sentence when %s", async (_, args, sentence) => {
  const { code, err } = await world.command(args()).ended;

  expect(err).toContain(sentence);
  expect(code).toBe(1);
});

test("a database that does not answer: 1, within seconds", { timeout: 15_000 }, async () => {
  const directory = world.directory({ "organizations.csv": [organization("a")] });

  const { code, err } = await world.command([directory], { DATABASE_URL: "http://127.0.0.1:9" }).ended;

  expect(err).toContain("The database does not answer");
  expect(code).toBe(1);
});

test("a database that dies and comes back is waited for", { timeout: 30_000 }, async () => {
  const proxy = await startProxy(world.url);
  const second = mishapAt(rowsOf("device"), 2, "before");
  proxy.mishap((call) => {
    const dies = second(call);
    if (dies) world.kill();
    return dies;
  });

  const { code, out } = await world.command([world.directory(many(6000))], { DATABASE_URL: proxy.url }).ended;

  expect(proxy.mishaps()).toBe(1);
  expect(code).toBe(0);
  expect(out).toMatch(/^devices\.csv +6,000 loaded +0 rejected$/mu);
  expect(await world.rows("select count(*) as n from device")).toEqual([{ n: 6000 }]);
  await proxy.stop();
});

describe("killed halfway and run again, it ends where an undisturbed run ends", () => {
  let directory: string;
  let undisturbed: Awaited<ReturnType<ImportWorld["contents"]>>;
  beforeAll(async () => {
    directory = world.directory(many(6000));
    await world.clear();
    await world.command([directory]).ended;
    undisturbed = await world.contents();
  });

  test.each([
    ["the second half of the organizations", "organization", 2],
    ["the contracts", "contract", 1],
    ["the second batch of devices", "device", 2],
    ["the entitlements", "entitlement", 1],
  ])("before %s are written", { timeout: 60_000 }, async (_, table, place) => {
    const proxy = await startProxy(world.url);
    proxy.mishap(mishapAt(rowsOf(table), place, "hang", true));

    const { child, ended } = world.command([directory], { DATABASE_URL: proxy.url });
    await vi.waitFor(() => expect(proxy.mishaps()).toBe(1), { timeout: 30_000 });
    child.kill("SIGKILL");
    await ended;
    await proxy.stop();

    expect(await world.contents()).not.toEqual(undisturbed);
    expect((await world.command([directory]).ended).code).toBe(0);
    expect(await world.contents()).toEqual(undisturbed);
  });
});

test(
  "20,000 devices with all that they build on are loaded in well under 20 seconds",
  { timeout: 30_000 },
  async () => {
    const started = performance.now();

    const { code, tallies } = await world.load(many(20_000));

    expect(code).toBe(0);
    expect(tallies.map(({ loaded }) => loaded)).toEqual([2000, 2000, 20_000, 2000]);
    expect(performance.now() - started).toBeLessThan(10_000);
  },
);
