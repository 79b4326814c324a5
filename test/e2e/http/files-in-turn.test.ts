import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { type Proxy, startProxy } from "#test/helpers/proxy.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { signedIn, sql, startDemo } from "./world.ts";

const devices = 4 * limits.inventory.perFilePart;
const list = "/en/organizations/castleford/devices";

let proxy: Proxy;
let portal: TestPortal;
let readers: Visitor[];
beforeAll(async () => {
  portal = await startDemo({ databaseThrough: async (url) => (proxy = await startProxy(url)).url });
  await sql(portal)(
    `insert into inventory (organization_id, serial_number, host_name, ip_address, product_id, upload_id, added_at,
        changed_at, coverage, support)
      select 'castleford', 'XX' || (10000 + value), 'many-' || value, '10.9.9.9', 'P-1', 'u', 1, 1, 'none', 'unknown'
      from generate_series(1, ?)`,
    devices,
  );
  readers = [];
  for (let reader = 0; reader < 3; reader += 1)
    readers.push(await signedIn(portal, "priya.nair@castleford-rail.example"));
});
afterAll(async () => {
  await portal?.stop();
  await proxy?.stop();
});

const tokenOf = ({ cookies }: Visitor) => decodeURIComponent(cookies.get("session")!).split(".")[0]!;

/** For whom each part of a file of devices is read, in turn, while something goes on. */
async function partsDuring(act: () => Promise<unknown>) {
  const parts: number[] = [];
  proxy.mishap(({ body }) => {
    if (body.includes("json_group_array(json_array(json_array"))
      parts.push(readers.findIndex((reader) => body.includes(tokenOf(reader))));
    return undefined;
  });
  await act();
  proxy.mishap(null);
  return parts;
}

const file = (reader: Visitor, search = "") =>
  reader.request("GET", `${list}.csv${search && `?search=${search}`}`);

test("files of several parts are made one after another, each whole", async () => {
  const files: number[] = [];

  const parts = await partsDuring(async () => {
    const answers = await Promise.all(readers.map((reader) => file(reader)));
    files.push(...answers.map(({ body }) => body.trim().split("\r\n").length));
  });

  expect(new Set(parts)).toEqual(new Set(readers.keys()));
  // The first part of each comes at once, among others'; then each has all of its others.
  const others = parts.filter((reader, at) => parts.indexOf(reader) < at);
  const turns = others.filter((reader, at) => others[at - 1] !== reader);
  expect(new Set(files).size).toBe(1);
  expect(files[0]).toBeGreaterThan(devices);
  expect(turns.sort()).toEqual([...readers.keys()]);
});

test("a file of one part, and a page, wait for none of them", async () => {
  const [slow, quick] = readers as [Visitor, Visitor];
  let parts = 0;
  proxy.mishap(({ body }) => {
    if (!body.includes("json_group_array(json_array(json_array") || !body.includes(tokenOf(slow))) return;
    parts += 1;
    return parts === 2 ? { delayMs: 1500 } : undefined;
  });
  const ended: string[] = [];
  const end = (name: string) => () => void ended.push(name);

  await Promise.all([
    file(slow).then(end("large")),
    file(quick, "many-77").then(end("small")),
    quick.go(list).then(end("page")),
  ]);
  proxy.mishap(null);

  expect([parts > 2, ended.at(-1)]).toEqual([true, "large"]);
});
