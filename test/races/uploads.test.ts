import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { build } from "#db/builder.ts";
import { csv, sendFile } from "#test/e2e/http/devices.ts";
import { type Managed, startManaged } from "#test/e2e/http/managed.ts";
import { atOnce, tally } from "#test/helpers/stage.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { sizes, within } from "#test/proof/sizes.ts";

const { rounds, racers } = sizes;

let { stage, here, colleagues, at, first } = {} as Managed;
beforeAll(async () => {
  ({ stage, here, colleagues, at, first } = await startManaged());
});
afterAll(() => stage.portal.stop());

const run = (statement: string) => stage.write([build.run(sql.raw(statement))]);
// So many rounds are more than anybody may do in a day.
beforeEach(() => run("delete from attempt where kind in ('check', 'load')"));

let files = 0;
/** A file of two devices that was checked; gives its address. */
async function checked(...rows: readonly string[]) {
  files += 1;
  await run("delete from attempt where kind in ('check', 'load')");
  const { path } = await sendFile(
    first,
    at("devices"),
    csv(`a-${files},10.0.0.1,RACEA${files},P,,`, `b-${files},10.0.0.2,RACEB${files},P,,`, ...rows),
  );
  return path;
}

const listed = async () => {
  const [row] = await stage.read<{ devices: number; counted: number }>(sql`
    select count(*) as devices, (select devices from inventory_summary where organization_id = ${here}) as counted
    from inventory where organization_id = ${here}`);
  return row!;
};

/** Two administrators press Load, or Discard, many times at once. */
const press = (path: string, action: (number: number) => string) =>
  atOnce(racers, (number) => stage.post(colleagues[number % 2]!, path, { action: action(number) }));

const violations = () => violationsIn({ url: stage.portal.databaseUrl });

test(
  "a file that many load at once is loaded once",
  async () => {
    for (let round = 0; round < rounds; round += 1) {
      const before = await listed();
      const answers = tally((await press(await checked(), () => "load")).map(({ status }) => status));
      const after = await listed();

      expect(Object.keys(answers).every((status) => ["303", "409"].includes(status))).toBe(true);
      expect(after.devices - before.devices).toBe(2);
      expect(after.counted).toBe(after.devices);
    }
    expect(await violations()).toEqual([]);
  },
  within(60_000),
);

test(
  "a file that is loaded and discarded at once becomes one of the two, with all or none of its devices",
  async () => {
    for (let round = 0; round < rounds; round += 1) {
      const before = await listed();
      const path = await checked();
      await press(path, (number) => (number % 3 ? "discard" : "load"));
      const [upload] = await stage.read<{ state: string }>(
        sql`select state from device_upload where id = ${path.split("/").at(-1)!}`,
      );
      const after = await listed();

      expect({ loaded: 2, discarded: 0 }[upload!.state]).toBe(after.devices - before.devices);
    }
    expect(await violations()).toEqual([]);
  },
  within(60_000),
);

test(
  "a Worker that dies between check and load, or while it loads, loads once when it is asked again",
  async () => {
    for (let kill = 0; kill < sizes.workerKills; kill += 1) {
      const before = await listed();
      const path = await checked();
      const operationId = `kill-${kill}-${"x".repeat(20)}`;
      const load = () =>
        stage.post(colleagues[0]!, path, { action: "load", operationId }).catch(() => ({ status: 0 }));
      const cut = kill % 2 ? load() : null;
      stage.portal.killWorker();
      await cut;
      await stage.portal.untilHealthy();
      const again = await load();

      expect([303, 409]).toContain(again.status);
      expect((await listed()).devices - before.devices).toBe(2);
    }
    expect(await violations()).toEqual([]);
  },
  within(60_000),
);

test("a portal that leaves a loaded file open loads it twice, and is found out", async () => {
  await run(`create trigger sabotage after update of state on device_upload when new.state = 'loaded'
    begin update device_upload set state = 'open' where id = new.id; end`);
  await press(await checked(), () => "load");
  const found = await violations();
  await run("drop trigger sabotage");
  await run("delete from device_upload where state = 'open'");

  expect(found.join("\n")).toMatch(/^I16: upload .* was loaded/mu);
});

test("a portal that looks a contract up without asking who holds it is found out", async () => {
  const stranger = await stage.company();
  await run(`create trigger sabotage after insert on inventory begin
    update inventory set contract_number = (select contract_number from device where serial_number = new.serial_number)
    where organization_id = new.organization_id and serial_number = new.serial_number; end`);
  await stage.post(colleagues[0]!, await checked(`far,10.0.0.3,${stranger.serialNumber},P,,`), {
    action: "load",
  });
  const found = await violations();
  await run("drop trigger sabotage");

  expect(found.join("\n")).toMatch(/^I15: device .* of a stranger/mu);
});
