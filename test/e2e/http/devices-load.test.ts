import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { csv, sendFile } from "./devices.ts";
import { type Managed, startManaged } from "./managed.ts";
import { sql } from "./world.ts";

let managed: Managed;
let { stage, here, colleagues, visitorOf, at, first, second, audited } = {} as Managed;
beforeAll(async () => {
  managed = await startManaged();
  ({ stage, here, colleagues, visitorOf, at, first, second, audited } = managed);
});
afterAll(() => managed.stage.portal.stop());

const rows = [
  "core-1,10.20.0.1,FDO2201G84V,AS-4800-48P,00:1B:54:AA:01:02,Antwerp",
  "core-2,10.20.0.2,FDO2201G84W,AS-4800-48P,,",
];
const listed = () =>
  sql(stage.portal)(
    "select serial_number, host_name from inventory where organization_id = ? order by serial_number",
    here,
  );

test("a file is checked, seen, loaded and listed, and it is on record", async () => {
  const empty = await first.go(at("devices"));
  const checked = await sendFile(first, at("devices"), csv(...rows));
  const before = await listed();
  const preview = await first.go(checked.path);
  const loaded = await first.submit({ action: "load" });
  const list = await first.go(at("devices"));

  expect([empty.page, empty.state]).toEqual(["devices", "empty"]);
  expect([checked.status, before.length]).toEqual([303, 0]);
  expect([preview.page, preview.state]).toEqual(["device-upload", "open"]);
  expect([loaded.page, loaded.state]).toEqual(["device-upload", "loaded"]);
  expect([list.state, list.text.includes("core-1"), list.text.includes("core-2")]).toEqual([
    "some",
    true,
    true,
  ]);
  expect(await audited("upload.load")).toEqual({
    actor: colleagues[0]!.id,
    from_state: null,
    to_state: "loaded",
    refusal: null,
  });
});
