import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Meter, Unreachable } from "#db/client.ts";
import { advance } from "#functions/context/clock.ts";
import { dayOf } from "#functions/context/context.ts";
import { jobs } from "#functions/jobs/jobs.ts";
import { sweep } from "#functions/jobs/sweep.ts";
import { contextOf } from "#test/helpers/context.ts";
import { startDatabase, type TestDatabase } from "#test/helpers/database.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { long, sizes, within } from "#test/proof/sizes.ts";

const { lists, listed } = sizes;
const day = 86_400_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
  await fill();
}, within(60_000));
afterAll(() => database.stop());

/** The day that an instant is where the portal stands. */
const portalDay = (instant: number) => dayOf(instant, "Europe/Brussels");
const client = () => createClient({ url: database.url });
const rows = async (statement: string) => (await client().execute(statement)).rows;
const numbers = (count: number) =>
  `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${count})`;

/** Organizations with two contracts and a list each; the provider knows a fifth of their devices, 300 products, 20 advisories. */
async function fill() {
  const today = portalDay(Date.now());
  const perList = Math.ceil(listed / lists);
  await client().batch(
    [
      `insert into organization (id, name, country) ${numbers(lists)} select 'o' || i, 'Company ' || i, 'BE' from n`,
      `insert into contract ${numbers(2 * lists)} select 'C' || i, 'SP Base', 'o' || ((i + 1) / 2), '2020-01-01', date('${today}', '+' || (i % 1000) || ' days') from n`,
      `insert into product (product_id, name, end_of_sale_on, end_of_support_on) ${numbers(300)}
        select 'P' || i, 'Product ' || i, date('${today}', '+' || (i * 20) || ' days'), date('${today}', '+' || (i * 40 - 800) || ' days') from n`,
      `insert into advisory (id, kind, severity, cves, published_on, updated_on, title, titles) ${numbers(20)}
        select 'A' || i, 'security', 'medium', '[]', '2026-01-01', '2026-01-01', 'Advisory ' || i, '{}' from n`,
      `insert into advisory_product ${numbers(20)} select 'A' || i, 'P' || (i * 13) from n`,
    ],
    "write",
  );
  const each = Math.max(1, Math.floor(200_000 / perList));
  for (let from = 0; from < lists; from += each) {
    const some = `${numbers(Math.min(each, lists - from) * perList)},
      listed as (select 'o' || (${from} + (i - 1) / ${perList} + 1) as organization, i,
        printf('S%d-%d', ${from} + (i - 1) / ${perList} + 1, i % ${perList}) as serial, 'P' || (1 + (i * 7 + ${from}) % 300) as product,
        'C' || (2 * (${from} + (i - 1) / ${perList}) + 1 + i % 2) as contract from n)`;
    await client().batch(
      [
        `insert into inventory ${some}
          select organization, serial, 'host-' || i, '10.0.0.1', product, null, null, 'u', 1, 1, null, null, 'none', 'unknown' from listed
          order by organization, serial`,
        `insert into device ${some} select serial, product, contract, organization from listed where i % 5 = 0`,
      ],
      "write",
    );
  }
  await client().execute(
    `insert into inventory_summary select id, ${perList}, 0, 0, ${perList}, 0, 0, ${perList}, 1, '', '', 0, null from organization where true`,
  );
}

const named = (name: string) => jobs.find((job) => job.name === name)!;

/** Runs a job as the platform does, or no further than so many items; gives how many were due, the trips and statements. */
async function run(name: string, most = Infinity) {
  const meter: Meter = { trips: 0, statements: 0, writes: 0 };
  const { settings } = contextOf(database.url, "system");
  const job = named(name);
  let begun = 0;
  const command: typeof job.command = {
    ...job.command,
    run: (context, input) => {
      begun += 1;
      return begun > most ? Promise.reject(new Unreachable("cut off")) : job.command.run(context, input);
    },
  };
  const from = performance.now();
  const done = await sweep(
    { ...job, command },
    { ...settings, database: { ...settings.database, ...{ meter } } },
  );
  const seconds = (performance.now() - from) / 1000;
  if (long) console.info(name, { done, ...meter, seconds: Math.round(seconds) });
  return { done, ...meter };
}

/** Runs a job until nothing is due; in the short form cut off first, then twice at once. What fails once is done by the next run. */
async function runThrough(name: string) {
  if (!long) {
    const silenced = vi.spyOn(console, "error").mockImplementation(() => {});
    await run(name, lists / 3).catch(() => {});
    silenced.mockRestore();
    await Promise.all([run(name), run(name)]);
  }
  let last = await run(name);
  for (let again = 0; again < 3 && last.done > 0; again += 1) last = await run(name);
  return last;
}

test(
  "after an import every list is compared and looked at once, in as many runs as it takes",
  async () => {
    const linking = await runThrough("link-list");
    const linked = await rows(
      "select sum(covered + ending) > 0 as known, min(as_of) > '' as dated from inventory_summary",
    );
    const looking = await runThrough("raise-alerts");
    const [alert] = await rows("select count(*) as alerts from alert");

    expect(linked).toMatchObject([{ known: 1, dated: 1 }]);
    expect(Number(alert!["alerts"])).toBeGreaterThan(lists);
    expect([linking.done, looking.done]).toEqual([0, 0]);
    expect(await violationsIn({ url: database.url })).toEqual([]);
  },
  within(60_000),
);

test(
  "a night looks at the lists about which something changes, and at no others",
  async () => {
    await advance(day, { url: database.url });
    const [due] = await rows(
      `select count(*) as lists from inventory_summary where due_on <= '${portalDay(Date.now() + day)}'`,
    );
    const night = await run("raise-alerts");
    const again = await run("raise-alerts");

    expect(night.done).toBe(Number(due!["lists"]));
    expect(night.trips).toBeLessThanOrEqual(3 * night.done + 10);
    expect(again.done).toBe(0);
    expect(await violationsIn({ url: database.url })).toEqual([]);
  },
  within(60_000),
);
