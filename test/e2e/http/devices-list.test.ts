import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "#db/builder.ts";
import { contract, device } from "#db/schema/contract.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { translator } from "#src/i18n/translator.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { csv, sendFile } from "./devices.ts";
import { type Managed, startManaged } from "./managed.ts";

let managed: Managed;
let { stage, at, here, first } = {} as Managed;
beforeAll(async () => {
  managed = await startManaged();
  ({ stage, at, here, first } = managed);
  const stranger = await stage.company();
  await stage.write([...known(here, "OWN"), ...known(stranger.middle, "FAR")]);
  await loadAll(first);
});
afterAll(() => managed.stage.portal.stop());

const en = translator("en");

/** A contract of an organization, and what it covers. */
const known = (organizationId: OrganizationId, name: string) => [
  build.insert(contract).values({
    number: `C-${name}`,
    type: "Solution Support",
    organizationId,
    startsOn: "2020-01-01",
    endsOn: "2099-01-01",
  }),
  build.insert(device).values(
    ["1001", "1002", "1003"].map((number) => ({
      serialNumber: `${name}${number}`,
      productId: number === "1002" ? "P-2" : "P-1",
      contractNumber: `C-${name}`,
      organizationId,
    })),
  ),
];

const numbered = (count: number, name: string) =>
  Array.from({ length: count }, (_, number) => {
    const padded = String(number).padStart(3, "0");
    return `${name}-${padded},10.9.0.${number},${name.toUpperCase()}9${padded},P-9,,`;
  });

async function loadAll(who: Visitor) {
  const rows = [
    "own-1,10.1.0.1,OWN1001,P-1,,",
    "own-2,10.1.0.2,OWN1002,P-1,,",
    "far-1,10.2.0.1,FAR1001,P-1,,",
    "unk-1,10.2.0.1,UNK1001,P-1,,",
    ...numbered(120, "many"),
  ];
  await who.go((await sendFile(who, at("devices"), csv(...rows))).path);
  return who.submit({ action: "load" });
}

const names = ({ body }: { body: string }) =>
  [...body.matchAll(/<a href="[^"]*\/devices\/[A-Z\d]+">([^<]*)<\/a>/gu)].map(([, name]) => name!.trim());

test("the list goes on page by page in the order of names, each device once", async () => {
  const pages = [await first.go(at("devices"))];
  for (const _ of [1, 2]) {
    const next = pages.at(-1)!.find(".pages a").at(-1)!.attributes["href"]!;
    pages.push(await first.go(next.replaceAll("&amp;", "&")));
  }
  const seen = pages.flatMap(names);

  expect(pages.map((page) => names(page).length)).toEqual([50, 50, 24]);
  expect(seen).toEqual([...new Set(seen)].sort());
});

test.each([
  ["search=own", ["own-1", "own-2"]],
  ["search=OWN-1", ["own-1", "own-2"]],
  ["search=own+1002", ["own-2"]],
  ["search=10.2.0", ["far-1", "unk-1"]],
  ["search=%25", []],
  ["coverage=covered", ["own-1", "own-2"]],
  ["coverage=none&search=p-1", ["far-1", "unk-1"]],
  ["coverage=odd&support=unknown&search=far", ["far-1"]],
  ["support=ended", []],
  ["after=odd&search=far", ["far-1"]],
])("%s finds %j", async (query, expected) => {
  const page = await first.go(at(`devices?${query}`));

  expect([page.state, names(page)]).toEqual([expected.length ? "some" : "none", expected]);
});

test("a device of a stranger's contract is answered as one that nobody knows, but for what was loaded", async () => {
  const far = await first.go(at("devices/FAR1001"));
  const unknown = await first.go(at("devices/UNK1001"));
  const alike = (body: string) => body.replace(/far|unk/giu, "xyz").replace(/value="[^"]*"/gu, "");

  expect([far.status, unknown.status]).toEqual([200, 200]);
  expect(alike(far.body)).toBe(alike(unknown.body));
  expect(far.text).toContain(en("devices.device.noContract"));
});

test("a device tells its contract, and the product that the contract names where it is another one", async () => {
  const page = await first.go(at("devices/own1002"));

  expect(page.text).toContain("Solution Support");
  expect(page.text).toContain(`${en("devices.device.otherProduct")} P-2`);
});

test("what is under contract and in no list is told, and where the products differ", async () => {
  const page = await first.go(at("devices/not-loaded"));

  expect(page.state).toBe("some");
  expect(page.text).toContain("OWN1 003");
  expect(page.text).not.toContain("FAR1");
  expect(page.find(`a[href="${at("devices/OWN1002")}"]`)).toHaveLength(1);
});

test("the export has all that the filter finds, for the reader's spreadsheet, and can be sent again", async () => {
  const all = await first.request("GET", at("devices.csv"));
  const some = await first.request("GET", at("devices.csv?coverage=covered").replace("/en/", "/nl/"));
  const again = await sendFile(first, at("devices"), all.body);
  const preview = await first.go(again.path);
  await first.submit({ action: "discard" });

  expect(all.headers.get("content-disposition")).toMatch(
    /^attachment; filename="devices-middle-[\w-]+\.csv"$/u,
  );
  expect(all.body.trim().split("\r\n")).toHaveLength(125);
  expect(all.body.startsWith("Host name,IP address,Serial number,Product ID,MAC address,Location,")).toBe(
    true,
  );
  expect(some.body.trim().split("\r\n")).toHaveLength(3);
  expect(some.body).toContain("own-1;10.1.0.1;OWN1001;P-1;;;");
  expect(preview.text).toContain(en("devices.load.nothingToDo"));
});

test.each(["en", "fr", "nl"])("the template can be sent as it is: %s", async (language) => {
  const template = await first.request("GET", at("devices/template.csv").replace("/en/", `/${language}/`));
  const sent = await sendFile(first, at("devices"), template.body);
  const preview = await first.go(sent.path);
  await first.submit({ action: "discard" });

  expect([template.status, sent.status, preview.state]).toEqual([200, 303, "open"]);
  expect(preview.text).toContain(`${en("devices.changes.rejected")} 0`);
});
