import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { translator } from "#src/i18n/translator.ts";
import { csv, sendFile } from "./devices.ts";
import { type Managed, startManaged } from "./managed.ts";
import { advance, sql } from "./world.ts";

const fr = translator("fr");

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
const en = translator("en");
const list = async () =>
  (
    await sql(stage.portal)(
      "select serial_number, host_name from inventory where organization_id = ? order by serial_number",
      here,
    )
  ).map(({ serial_number, host_name }) => `${String(serial_number)} ${String(host_name)}`);
const send = (file: Parameters<typeof sendFile>[2], fields = {}, who = first) =>
  sendFile(who, at("devices"), file, fields);
/** What the page of an upload says it would do. */
const counts = (text: string) =>
  (["added", "changed", "same", "retired", "rejected"] as const).map((change) =>
    Number(new RegExp(`${en(`devices.changes.${change}`)} (\\d+)`, "u").exec(text)?.[1]),
  );
const load = async (file: string, fields = {}, answers: Record<string, string> = {}) => {
  await first.go((await send(file, fields)).path);
  return first.submit({ action: "load", ...answers });
};
const tomorrow = () => advance(stage.portal, "P1DT1M");

test("a file is checked, seen, loaded and listed, and it is on record", async () => {
  const empty = await first.go(at("devices"));
  const checked = await send(csv(...rows));
  const before = await list();
  const preview = await first.go(checked.path);
  const loaded = await first.submit({ action: "load" });
  const page = await first.go(at("devices"));

  expect([empty.page, empty.state]).toEqual(["devices", "empty"]);
  expect([checked.status, before]).toEqual([303, []]);
  expect([preview.page, preview.state, counts(preview.text)]).toEqual([
    "device-upload",
    "open",
    [2, 0, 0, 0, 0],
  ]);
  expect([loaded.page, loaded.state, counts(loaded.text)]).toEqual([
    "device-upload",
    "loaded",
    [2, 0, 0, 0, 0],
  ]);
  expect([page.state, page.text.includes("core-1"), page.text.includes("core-2")]).toEqual([
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

test("the same file again is answered with when it was loaded, and nothing is kept", async () => {
  const answer = await send(csv(...rows));
  const uploads = await sql(stage.portal)("select 1 from device_upload where organization_id = ?", here);

  expect([answer.status, answer.page, answer.errors]).toEqual([
    422,
    "devices",
    { file: "devices.load.repeated" },
  ]);
  expect(uploads).toHaveLength(1);
});

test("once something of it was removed, the same file is of use again", async () => {
  const device = await first.go(at("devices/FDO2201G84W"));
  const asked = await first.send({ action: "remove" });
  const kept = await list();
  const removed = await first.send({ action: "remove", confirmed: "yes" });
  const left = await list();
  const again = await load(csv(...rows));

  expect([device.page, device.state]).toEqual(["device", "listed"]);
  expect([asked.status, asked.state, kept.length]).toEqual([200, "check", 2]);
  expect([removed.status, removed.path, left]).toEqual([303, at("devices"), ["FDO2201G84V core-1"]]);
  expect([again.state, counts(again.text)]).toEqual(["loaded", [1, 0, 1, 0, 0]]);
  expect(await audited("device.remove")).toMatchObject({ from_state: "FDO2201G84W", to_state: "retired" });
});

test("changed, new, retired and rejected devices are told apart before anything happens", async () => {
  const file = csv(
    "core-1b,10.20.0.1,fdo-2201 g84v,AS-4800-48P,00:1B:54:AA:01:02,Antwerp",
    "new,10.9,X1,P,,",
  );
  const checked = await send(file, { mode: "replace" });
  const preview = await first.go(checked.path);
  const discarded = await first.submit({ action: "discard" });

  expect(counts(preview.text)).toEqual([0, 1, 0, 1, 1]);
  expect(preview.text).toContain(
    en("devices.rejected.noIpAddress", { field: en("devices.columns.ipAddress") }),
  );
  expect(discarded.page).toBe("devices");
});

test("retiring more than half of the list needs the box", async () => {
  await tomorrow();
  const file = csv("other,10.20.0.9,FDO2201G84X,AS-4800-48P,,");
  const refused = await load(file, { mode: "replace" });
  const unchanged = await list();
  const loaded = await first.submit({ action: "load", retire: "yes" });

  expect([refused.status, refused.state, refused.errors]).toEqual([
    422,
    "open",
    { retire: "devices.load.retiresMany" },
  ]);
  expect(unchanged).toHaveLength(2);
  expect([loaded.state, await list()]).toEqual(["loaded", ["FDO2201G84X other"]]);
});

test("one file waits at a time; the same one leads to the page where it waits", async () => {
  const waiting = await send(csv(...rows));
  const same = await send(csv(...rows), {}, second);
  const other = await send(csv(rows[0]!), {}, second);
  const page = await second.go(at("devices"));
  await first.post(waiting.path, { action: "discard" });
  const late = await second.post(waiting.path, { action: "load" });

  expect([same.status, same.path]).toEqual([303, waiting.path]);
  expect([other.status, other.errors]).toEqual([422, { file: "devices.load.anotherOpen" }]);
  expect(page.find(`a[href="${waiting.path}"]`)).toHaveLength(1);
  expect([late.status, late.page, late.state, late.errors]).toEqual([
    409,
    "device-upload",
    "discarded",
    { form: "devices.load.settled" },
  ]);
});

test("two loads of one file at once load it once", async () => {
  const { path } = await send(csv(...rows));
  const answers = await Promise.all([first, second].map((who) => who.post(path, { action: "load" })));
  const loads = await sql(stage.portal)(
    "select 1 from audit_event where action = 'upload.load' and subject_id = ?",
    path.split("/").at(-1)!,
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  expect([loads.length, (await list()).length]).toEqual([1, 3]);
});

test("the same post twice acts once and is answered as the first time", async () => {
  await tomorrow();
  const { path } = await send(csv("twice,10.20.0.7,FDO2201G84Z,AS-4800-48P,,"));
  await first.go(path);
  const operationId = first.last!.field("operationId")!;
  const answers = [
    await first.post(path, { action: "load", operationId }),
    await first.post(path, { action: "load", operationId }),
  ];
  const loads = await sql(stage.portal)(
    "select 1 from audit_event where action = 'upload.load' and subject_id = ?",
    path.split("/").at(-1)!,
  );

  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect(loads).toHaveLength(1);
});

test("a file that nobody loads ends after a day, and another one can be sent before anybody tidies up", async () => {
  const { path } = await send(csv("late,10.20.0.8,FDO2201G850,AS-4800-48P,,"));
  await tomorrow();
  const page = await first.go(path);
  const late = await first.post(path, { action: "load" });
  const next = await send(csv("next,10.20.0.8,FDO2201G851,AS-4800-48P,,"));
  await stage.portal.cron();
  const [row] = await sql(stage.portal)(
    "select state, devices from device_upload where id = ?",
    path.split("/").at(-1)!,
  );
  await first.post(next.path, { action: "discard" });

  expect([page.state, late.status, next.status]).toEqual(["expired", 409, 303]);
  expect({ ...row }).toEqual({ state: "expired", devices: null });
});

test("a sixth load on one day is refused until when it is possible again", async () => {
  await tomorrow();
  const answers = [];
  for (let number = 1; number <= 6; number += 1)
    answers.push(await load(csv(`many-${number},10.20.1.${number},MANY2201${number},P-1,,`)));
  const [sixth] = answers.slice(-1);
  await first.submit({ action: "discard" });

  expect(answers.slice(0, 5).map(({ state }) => state)).toEqual(Array(5).fill("loaded"));
  expect([sixth!.status, sixth!.errors]).toEqual([429, { form: "devices.load.tooOften" }]);
  expect(Number(sixth!.headers.get("retry-after"))).toBeGreaterThan(80_000);
});

test("what collectors load in between does not bring the day's own loads back", async () => {
  await sql(stage.portal)(
    `insert into device_upload (id, organization_id, collector_key_id, state, mode, sha256, header, separator, sound,
       rejected, created_at, changed_at)
     with recursive n (at) as (select 1 union all select at + 1 from n where at < 24)
     select 'collected-' || at, ?, 'key', 'loaded', 'add', '', '', ',', 1, 0, now, now
     from n cross join (select max(changed_at) + 1 as now from device_upload)`,
    here,
  );
  const again = await load(csv("seventh,10.20.1.7,MANY22017,P-1,,"));
  await first.submit({ action: "discard" });
  await sql(stage.portal)("delete from device_upload where id like 'collected-%'");

  expect([again.status, again.errors]).toEqual([429, { form: "devices.load.tooOften" }]);
});

test("files are checked so often a day, and of those that were discarded nothing is kept", async () => {
  await tomorrow();
  const answers: number[] = [];
  while (answers.length <= limits.upload.checksPerDay) {
    const { status, path } = await send(csv(`check,10.20.2.1,CHECK${1000 + answers.length},P-1,,`));
    answers.push(status);
    if (status === 303) await first.post(path, { action: "discard" });
  }
  const [kept] = await sql(stage.portal)(
    "select count(*) as rows from device_upload where state = 'discarded' and (devices is not null or rejected_rows is not null)",
  );

  expect(answers).toEqual([...Array(limits.upload.checksPerDay).fill(303), 429]);
  expect({ ...kept }).toEqual({ rows: 0 });
  await tomorrow();
});

const columns = Array.from({ length: 40 }, (_, number) => `column ${number}`);
const many = Array.from({ length: 15_001 }, (_, at) => `h-${at},10.0.0.1,SN${100_000 + at},P-1,,`);

test.each([
  ["nothing", "", 422, "devices.send.required"],
  ["a spreadsheet", new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0]), 422, "devices.file.spreadsheet"],
  ["an old spreadsheet", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0]), 422, "devices.file.spreadsheet"],
  ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 0, 2]), 422, "devices.file.noText"],
  ["a header only", csv(), 422, "devices.file.noRows"],
  [
    "40 columns of somebody else",
    `${columns.join(",")}\n${columns.join(",")}\n`,
    422,
    "devices.file.headerMissing",
  ],
  [
    "no serial numbers",
    "host_name,ip_address,product_id\na,10.0.0.1,P\n",
    422,
    "devices.file.columnsMissing",
  ],
  [
    "a column twice",
    "host_name,host_name,ip_address,serial_number,product_id\na,a,10.0.0.1,S1234,P\n",
    422,
    "devices.file.columnTwice",
  ],
  ["15,001 rows", csv(...many), 422, "devices.file.tooManyRows"],
  ["16,300 columns", `${"a,".repeat(16_300)}a\nx\n`, 422, "devices.file.tooManyColumns"],
  ["4.1 MB", csv(...many).padEnd(4.1 * 1024 * 1024, " "), 413, "devices.file.tooLarge"],
  ["a byte too much", "x".repeat(limits.upload.bytes + 1), 413, "devices.file.tooLarge"],
  ["6 MB", "x".repeat(6 * 1024 * 1024), 413, "devices.file.tooLarge"],
])("a file of %s is refused at its field, and nothing is kept", async (_, file, status, key) => {
  const before = await sql(stage.portal)("select count(*) as n from device_upload");
  const answer = await send(file as string);
  const after = await sql(stage.portal)("select count(*) as n from device_upload");

  expect([answer.status, answer.page, answer.errors]).toEqual([status, "devices", { file: key }]);
  expect(after[0]!["n"]).toBe(before[0]!["n"]);
});

test("a spreadsheet's page says how to save it as CSV", async () => {
  const answer = await send(new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0]));

  expect(answer.text).toContain(en("devices.file.spreadsheet"));
});

test("formulas, spellings of one device, line breaks and missing values are rejected by line, and come back as a file", async () => {
  await tomorrow();
  const { path } = await send(
    csv(
      'ok-1,10.0.0.1,BAD10001,P-1,,"two\r\nlines"',
      "=A1+1,10.0.0.2,BAD10002,P-1,,",
      "dup,10.0.0.3,bad-1000 1,P-1,,",
      ",10.0.0.4,BAD10004,P-1,,",
      "short,10.0.0.5",
      "mangled,10.0.0.6,2.74E+10,P-1,,",
      '+cmd|x,10.0.0.7,???,P-1,no mac,"a;b"',
    ),
  );
  const preview = await first.go(path);
  const file = await first.request("GET", `${path}/rejected.csv`);
  const french = await first.request("GET", `${path.replace("/en/", "/fr/")}/rejected.csv`);
  await first.post(path, { action: "discard" });

  const reasons = [
    "formula",
    "duplicate",
    "required",
    "fieldCount",
    "mangled",
    "implausible",
    "noMacAddress",
  ];
  expect(counts(preview.text)).toEqual([1, 0, 0, 0, 6]);
  expect(preview.find(".rejected > li")).toHaveLength(6);
  const said = reasons.map((reason) =>
    en(`devices.rejected.${reason}` as "devices.rejected.formula", {
      field: "",
      line: 2,
      found: 2,
      wanted: 6,
      min: 3,
      max: 50,
    })
      .replace(/^: /u, "")
      .trim(),
  );
  expect(said.filter((text) => !file.body.includes(text))).toEqual([]);
  expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(file.body.split("\r\n")[0]).toBe(
    "host_name,ip_address,serial_number,product_id,mac_address,location,Line,Reason",
  );
  expect(file.body).toContain("'=A1+1");
  expect(french.body).toContain(fr("devices.rejected.reason"));
});

test("what Excel writes in France is read as meant, whatever the order of the columns", async () => {
  const text =
    "Numéro de série;Emplacement;Nom d’hôte;Adresse IP;Référence du produit\r\nFRA10001;Liège, étage;hôte-1;10.1.1.1;P-9\r\n";
  const bytes = Uint8Array.from([...text.replace("’", "'")], (letter) => letter.charCodeAt(0));
  const { path } = await send(bytes);
  const loaded = await first.go(path).then(() => first.submit({ action: "load" }));
  const device = await first.go(at("devices/fra-10001"));

  expect([loaded.state, counts(loaded.text)[0]]).toEqual(["loaded", 1]);
  expect([device.status, device.text.includes("hôte-1"), device.text.includes("Liège, étage")]).toEqual([
    200,
    true,
    true,
  ]);
});

test("who only reads sees the list and may neither load nor remove", async () => {
  const reader = visitorOf(colleagues[2]!);
  const page = await reader.go(at("devices"));
  const sent = await send(csv("no,10.0.0.1,NO123456,P-1,,"), {}, reader);
  const removed = await reader.post(at("devices/FRA10001"), { action: "remove", confirmed: "yes" });
  const asked = await reader.post(at("devices/FRA10001"), { action: "remove" });

  expect([page.state, page.find('input[type="file"]').length]).toEqual(["some", 0]);
  expect([sent.status, sent.page, sent.errors]).toEqual([
    403,
    "devices",
    { form: "organization.errors.notAllowed" },
  ]);
  expect([removed.status, asked.status]).toEqual([403, 403]);
  expect(await audited("device.remove")).toMatchObject({ actor: colleagues[2]!.id, refusal: "forbidden" });
});

test.each([
  "devices",
  "devices.csv",
  "devices/template.csv",
  "devices/uploads",
  "devices/not-loaded",
  "devices/FRA10001",
])("whoever holds nothing here is answered that there is nothing: %s", async (path) => {
  const stranger = visitorOf(colleagues[4]!);
  const answer = await stranger.request("GET", at(path));

  expect(answer.status).toBe(404);
});

test("another organization's upload is none here", async () => {
  const [row] = await sql(stage.portal)("select id from device_upload limit 1");
  const away = `/en/organizations/${here.replace("middle", "root")}/devices/uploads/${String(row!["id"])}`;
  const page = await visitorOf(colleagues[2]!).go(away);
  const file = await visitorOf(colleagues[2]!).go(`${away}/rejected.csv`);

  expect([page.status, file.status]).toEqual([404, 404]);
});

test("a file is taken at its own address alone, of the own origin, and with a session", async () => {
  const elsewhere = await sendFile(first, at("administrators"), csv(...rows));
  const foreign = await first.request("POST", at("devices"), "--x--", {
    "content-type": "multipart/form-data; boundary=x",
    origin: "https://elsewhere.example",
  });
  const broken = await first.request("POST", at("devices"), "nothing", {
    "content-type": "multipart/form-data; boundary=x",
  });
  const nobody = visitorOf(colleagues[5]!);
  nobody.cookies.clear();
  const unsigned = await send(csv(...rows), {}, nobody);

  expect([elsewhere.status, foreign.status, broken.status]).toEqual([415, 403, 400]);
  expect([unsigned.status, unsigned.path.startsWith("/en/sign-in")]).toEqual([303, true]);
});

const part = (head: string, text = "") => `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;

test.each([
  ["55,000 parts", "boundary=x", part('name="a"').repeat(55_000)],
  ["a head of 400,000 parameters", "boundary=x", part(`name="a"${"; b=c".repeat(400_000)}`)],
  ["a head of blanks", "boundary=x", part(`name="a"${" ".repeat(3_000_000)}`)],
  ["a text of 3 MB", "boundary=x", part('name="switchLanguage"', "f".repeat(3_000_000))],
  ["two boundaries", "boundary=y; boundary=x", part('name="a"').repeat(55_000)],
  ["no boundary", "charset=utf-8", part('name="a"')],
])("a form of %s, where one file is awaited, is refused at once", async (_, parameter, parts) => {
  const since = performance.now();
  const { status } = await first.request("POST", at("devices"), `${parts}--x--\r\n`, {
    "content-type": `multipart/form-data; ${parameter}`,
  });

  expect(status).toBe(400);
  expect(performance.now() - since).toBeLessThan(400);
});
