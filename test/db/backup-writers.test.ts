import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { restore } from "#db/backup/restore.ts";
import { startDatabase, temporaryDirectory, type TestDatabase } from "#test/helpers/database.ts";
import { runCommand } from "#test/helpers/processes.ts";
import { type Colleague, type Stage, startStage, tally } from "#test/helpers/stage.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { long, sizes, within } from "#test/proof/sizes.ts";

const { backedUpMegabytes, backupWriters } = sizes;
const place = temporaryDirectory();
const file = join(place, "backup.sql");

let stage: Stage;
let target: TestDatabase;
let people: readonly Colleague[];
beforeAll(async () => {
  stage = await startStage();
  people = await stage.people(await stage.company(), backupWriters);
  await fill(stage.portal.databaseUrl);
  target = await startDatabase({ migrated: false });
}, within(60_000));
afterAll(async () => {
  await target.stop();
  await stage.portal.stop();
  rmSync(place, { recursive: true, force: true });
});

/** What most of a portal is made of: devices, and the messages of the last month. */
async function fill(url: string) {
  const client = createClient({ url });
  const now = Date.now();
  const part = 10;
  for (let megabytes = 0; megabytes < backedUpMegabytes; megabytes += part) {
    await client.execute(`insert into outbox (id, template, recipient, language, priority, subject, html, text, state, due_at, created_at, changed_at)
      select 'full-${megabytes}-' || value, 'welcome', 'full@company.example', 'en', 3, '', hex(randomblob(3500)), hex(randomblob(500)),
        'delivered', ${now}, ${now}, ${now} from generate_series(1, ${part * 110})`);
    await client.execute(`insert into device (serial_number, product_id, contract_number, organization_id)
      select 'FULL-${megabytes}-' || value, 'P1', (select max(number) from contract), (select max(organization_id) from contract)
      from generate_series(1, ${part * 1500})`);
  }
  client.close();
}

/** Saves profiles without a pause, as so many people, until told to stop; gives each answer's status and how long the slowest took. */
function write() {
  let going = true;
  const statuses: number[] = [];
  const times: number[] = [];
  const writing = people.map(async (person) => {
    for (let number = 0; going; number += 1) {
      const { status, tookMs } = await stage.post(person, "/en/profile", {
        name: `Pat ${number}`,
        language: "en",
      });
      statuses.push(status);
      times.push(tookMs);
    }
  });
  return async () => {
    going = false;
    await Promise.all(writing);
    return { statuses: tally(statuses), slowestMs: Math.max(...times), written: statuses.length };
  };
}

test(
  "a whole copy is there within 90 seconds, and of those who write meanwhile nobody is refused",
  async () => {
    const stop = write();
    const began = performance.now();

    const command = runCommand(["db/backup/backup.ts", file], {
      PORTAL_DB: stage.portal.directory,
      DATABASE_URL: "",
    });
    const status = await command.ended;

    const tookMs = performance.now() - began;
    const bytes = statSync(file).size;
    const { statuses, slowestMs, written } = await stop();
    if (long) console.log({ bytes, tookMs, slowestMs, written });
    expect([status, command.output()]).toEqual([0, expect.stringContaining("MB")]);
    expect(statuses).toEqual({ 303: written });
    expect(bytes).toBeGreaterThan(backedUpMegabytes * 1_000_000);
    expect(tookMs).toBeLessThan(90_000);
    expect(await violationsIn({ url: stage.portal.databaseUrl })).toEqual([]);
  },
  within(60_000),
);

test(
  "what comes back from it is whole and breaks no rule",
  async () => {
    const began = performance.now();
    await restore({ url: target.url }, file);
    if (long) console.log({ restoredInMs: performance.now() - began });

    const { rows } = await createClient({ url: target.url }).execute(
      "select count(*) as devices from device where serial_number glob 'FULL-*'",
    );
    expect(rows[0]!["devices"]).toBe(backedUpMegabytes * 1500);
    expect(await violationsIn({ url: target.url })).toEqual([]);
  },
  within(60_000),
);
