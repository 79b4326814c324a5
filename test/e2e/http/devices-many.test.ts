import { translator } from "#src/i18n/translator.ts";
import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { csv, sendFile } from "./devices.ts";
import { type Managed, startManaged } from "./managed.ts";

const en = translator("en");

let managed: Managed;
let { stage, at, here, first } = {} as Managed;
beforeAll(async () => {
  managed = await startManaged();
  ({ stage, at, here, first } = managed);
});
afterAll(() => managed.stage.portal.stop());

const rows = (count: number) =>
  Array.from(
    { length: count },
    (_, at) => `host-${at},10.20.${at >> 8}.${at & 255},SN${1_000_000 + at},P-${at % 200},,"Room ${at % 90}"`,
  );

const tripsOfLast = async () => {
  const { requests } = (await (await fetch(`${stage.portal.url}/dev/stats`)).json()) as {
    requests: { databaseRoundTrips: number; method: string }[];
  };
  return requests;
};

test("15,000 devices are checked, seen and loaded in two trips each", async () => {
  const checked = await sendFile(first, at("devices"), csv(...rows(limits.upload.rows)));
  const seen = await first.go(checked.path);
  const loaded = await first.send({ action: "load" });
  const posts = (await tripsOfLast()).filter(({ method }) => method === "POST");

  expect([checked.status, seen.state, loaded.status]).toEqual([303, "open", 303]);
  expect(posts.slice(-2).map(({ databaseRoundTrips }) => databaseRoundTrips)).toEqual([2, 2]);
});

test("short rows below a wide first line come back without holding up anybody", async () => {
  const wide = Array.from({ length: limits.upload.columns - 6 }, (_, at) => `c${at}`).join(",");
  const file = csv(...Array<string>(limits.upload.rows).fill("x")).replace(
    /\r?\n/u,
    (end) => `,${wide}${end}`,
  );
  const checked = await sendFile(first, at("devices"), file);

  let isDone = false;
  const asked = first.request("GET", `${checked.path}/rejected.csv`).finally(() => (isDone = true));
  const waits: number[] = [];
  while (!isDone) {
    const since = performance.now();
    await fetch(`${stage.portal.url}/en/sign-in`);
    waits.push(performance.now() - since);
  }
  const { status, body } = await asked;
  await first.go(checked.path);
  await first.submit({ action: "discard" });

  expect([checked.status, status]).toEqual([303, 200]);
  expect(body.length).toBeLessThan(6_000_000);
  expect(waits.length).toBeGreaterThan(5);
  expect(Math.max(...waits)).toBeLessThan(1000);
});

test("of the longest rows a page shows the beginning", async () => {
  const longest = Array.from({ length: 60 }, (_, at) => `${at},${"é".repeat(15_000)}`);
  const checked = await sendFile(first, at("devices"), csv(...longest));

  const page = await first.go(checked.path);
  await first.submit({ action: "discard" });

  expect(page.find(".rejected > li")).toHaveLength(limits.upload.rejectedShown);
  expect(page.body.length).toBeLessThan(60_000);
});

test("a file whose rows are all wrong is checked, and its rejected rows say how many more there are", async () => {
  const wrong = Array.from(
    { length: limits.upload.rows - 100 },
    (_, at) =>
      `host-${at},no address ${"x".repeat(60)},-,P-${at},no address ${"y".repeat(60)},"Room ${"z".repeat(50)}"`,
  );

  const checked = await sendFile(first, at("devices"), csv(...wrong));
  const file = await first.request("GET", `${checked.path}/rejected.csv`);
  await first.go(checked.path);
  await first.submit({ action: "discard" });
  const { rows: kept } = await createClient({ url: stage.portal.databaseUrl }).execute(
    "select 1 from device_upload where state = 'discarded' and (devices is not null or rejected_rows is not null)",
  );

  expect([checked.status, file.status]).toEqual([303, 200]);
  expect(file.body).toMatch(
    new RegExp(en("devices.upload.rejectedMore", { shown: 0, count: 14_900 }).replace("0", "[\\d,]+"), "u"),
  );
  expect(kept).toEqual([]);
});

test("100,000 devices are listed by one trip and leave as a file part by part", async () => {
  await createClient({ url: stage.portal.databaseUrl }).execute({
    sql: `with recursive n (at) as (select 1 union all select at + 1 from n where at < 85000)
      insert into inventory (organization_id, serial_number, host_name, ip_address, product_id, upload_id, added_at,
        changed_at, coverage, support)
      select ?, 'XX' || (2000000 + at), 'other-' || at, '10.9.9.9', 'P-1', 'u', 1, 1, 'none', 'unknown' from n`,
    args: [here],
  });
  const pages = [];
  for (const query of [
    "",
    "?search=other-84",
    "?coverage=none&support=unknown",
    "?after=XX2050000:other-50000",
  ])
    pages.push(await first.go(at(`devices${query}`)));
  const file = await first.request("GET", at("devices.csv"));

  expect(pages.map(({ state }) => state)).toEqual(Array(4).fill("some"));
  expect(file.headers.get("content-length")).toBe(String(Buffer.byteLength(`\uFEFF${file.body}`)));
  expect(file.body.trim().split("\r\n")).toHaveLength(100_001);
});
