import { translator } from "#src/i18n/translator.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ColumnNames } from "#src/domain/collect/columns.ts";
import { deviceFile, type DeviceFile } from "#src/domain/collect/device-file.ts";
import { limits } from "#src/domain/limits.ts";

const nl = translator("nl");
const fr = translator("fr");

const names: ColumnNames = {
  labels: {
    hostName: [nl("devices.columns.hostName"), fr("devices.columns.hostName")],
    ipAddress: [nl("devices.columns.ipAddress"), fr("devices.columns.ipAddress")],
    serialNumber: [nl("devices.columns.serialNumber"), fr("devices.columns.serialNumber")],
    productId: [nl("devices.columns.productId"), fr("devices.columns.productId")],
    macAddress: [nl("devices.columns.macAddress"), fr("devices.columns.macAddress")],
    location: [nl("devices.columns.location"), fr("devices.columns.location")],
  },
  alsoCalled: {
    hostName: ["Device name", "Name"],
    ipAddress: ["IP"],
    serialNumber: ["SN"],
    productId: ["PID"],
    macAddress: ["MAC"],
    location: ["Site"],
  },
};

const header = "host_name,ip_address,serial_number,product_id,mac_address,location";
const good = 'core-ant-1,10.20.0.1,FDO2201G84V,AS-4800-48P,00:1B:54:AA:01:02,"Antwerpen, room 2"';

const encoded = {
  "UTF-8": (text: string) => new TextEncoder().encode(text),
  "UTF-8 with a mark": (text: string) => new TextEncoder().encode(`\uFEFF${text}`),
  "UTF-16LE": (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le"),
  "UTF-16BE": (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16(),
  "UTF-16LE without a mark": (text: string) => Buffer.from(text, "utf16le"),
  "UTF-16BE without a mark": (text: string) => Buffer.from(text, "utf16le").swap16(),
  "Windows-1252": (text: string) =>
    Uint8Array.from(text, (letter) =>
      letter === "’" ? 0x92 : letter === "€" ? 0x80 : letter.codePointAt(0)!,
    ),
};

const bytes = encoded["UTF-8"];
const read = (text: string) => deviceFile(bytes(text), names);
const sound = (text: string) => read(text) as DeviceFile;

describe.each(Object.entries(encoded))("in %s", (_, encode) => {
  test.each([";", ",", "\t", "|"])("what Excel writes with %j in any language is read alike", (separator) => {
    const rows = [
      [
        fr("devices.columns.location"),
        fr("devices.columns.hostName"),
        fr("devices.columns.serialNumber"),
        fr("devices.columns.ipAddress"),
        fr("devices.columns.productId"),
        "Prix en €",
      ],
      ["Liège, étage 2", "cœur", "fdo2201g84v", "10.20.0.1", "AS-4800-48P", "12"],
    ].map((cells) => cells.map((cell) => (cell.includes(separator) ? `"${cell}"` : cell)).join(separator));

    const file = deviceFile(encode(`${rows.join("\r\n").replace("œ", "oe")}\r\n`), names) as DeviceFile;

    expect(file).toMatchObject({
      rejected: [],
      devices: [{ location: "Liège, étage 2", hostName: "coeur", serialNumber: "FDO2201G84V" }],
    });
  });
});

test.each([
  ["a workbook", [0x50, 0x4b, 3, 4, 20, 0], "spreadsheet"],
  ["an old workbook", [0xd0, 0xcf, 0x11, 0xe0, 0xa1], "spreadsheet"],
  ["a picture", [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0], "noText"],
  ["nothing", [], "noRows"],
] as const)("%s is told by its first bytes", (_, given, problem) => {
  expect(deviceFile(Uint8Array.from(given), names)).toEqual({ problem });
});

test("a file that is too large is refused before it is read", () => {
  expect(deviceFile(new Uint8Array(limits.upload.bytes + 1), names)).toEqual({ problem: "tooLarge" });
});

test.each([
  ["a header only", header, { problem: "noRows" }],
  ["a header and blank rows", `${header}\n\n,,,,,\n`, { problem: "noRows" }],
  ["no header", good, { problem: "headerMissing" }],
  [
    "somebody else’s export with 40 columns",
    `${Array.from({ length: 38 }, (_, at) => `c${at}`).join(";")};Serienummer;IP-adres\n${";".repeat(39)}`,
    { problem: "columnsMissing", fields: ["hostName", "productId"] },
  ],
  ["201 columns", `${header}${",c".repeat(195)}\n${good}`, { problem: "tooManyColumns", found: 201 }],
  [
    "two columns of one meaning",
    `${header},Serienummer\n${good},X`,
    { problem: "columnTwice", fields: ["serialNumber"] },
  ],
])("a file with %s is refused as a whole", (_, text, problem) => {
  expect(read(text)).toEqual(problem);
});

test("15,000 rows are read, one more is refused", () => {
  const rows = Array.from({ length: limits.upload.rows }, (_, at) => `h${at},10.0.0.1,FDO${at}X,P`);
  const text = `host_name,ip_address,serial_number,product_id\n${rows.join("\n")}`;

  expect(sound(text).devices).toHaveLength(15_000);
  expect(read(`${text}\nh,10.0.0.1,LAST,P`)).toEqual({ problem: "tooManyRows", found: 15_001 });
});

test("what others call a column counts where none has a name of ours", () => {
  const file = sound("Name,Device name,IP,Serial,SN,PID,Site,Hostnaam\na,b,10.0.0.1,FDO1X,FDO2X,P,Gent,c\n");
  const foreign = sound("Name,Device name,IP,SN,PID\na,b,10.0.0.1,FDO2X,P\n");

  expect(file.devices).toMatchObject([{ hostName: "c", serialNumber: "FDO2X", location: "Gent" }]);
  expect(foreign.devices).toMatchObject([{ hostName: "b", serialNumber: "FDO2X" }]);
});

test("columns of others are left aside, and empty ones at the end of a row do no harm", () => {
  const { devices, rejected } = sound(`Owner,${header}\nAn,${good},,,\n`);

  expect(rejected).toEqual([]);
  expect(devices).toHaveLength(1);
});

test("a device that stands twice under two spellings is rejected the second time, with the first one's line", () => {
  const { devices, rejected } = sound(
    `${header}\n${good}\n\n${good.replace("FDO2201G84V", "fdo-2201-g84v")}`,
  );

  expect(devices).toHaveLength(1);
  expect(rejected).toMatchObject([
    { line: 4, faults: [{ reason: "duplicate", field: "serialNumber", params: { line: 2 } }] },
  ]);
});

test("rows with a value too few or too many are rejected with both numbers", () => {
  expect(sound(`${header}\na,b\n${good},more\n`).rejected).toMatchObject([
    { line: 2, raw: "a,b", faults: [{ reason: "fieldCount", params: { found: 2, wanted: 6 } }] },
    { line: 3, faults: [{ reason: "fieldCount", params: { found: 7, wanted: 6 } }] },
  ]);
});

test("names may hold line breaks, and lines are counted as the file has them", () => {
  const { devices, rejected } = sound(
    `${header}\r\n"core\r\nant",10.0.0.1,FDO1X,P,,\r\nh,nowhere,FDO2X,P,,\r\n`,
  );

  expect(devices).toMatchObject([{ hostName: "core ant" }]);
  expect(rejected).toMatchObject([{ line: 4, faults: [{ reason: "noIpAddress" }] }]);
});

test("a quote that is never closed costs its own line only", () => {
  const { devices, rejected } = sound(`${header}\n${good}\n"broken,10.0.0.1,FDO2X,P,,\nh,10.0.0.1,FDO3X,P,,`);

  expect(devices.map(({ serialNumber }) => serialNumber)).toEqual(["FDO2201G84V", "FDO3X"]);
  expect(rejected).toMatchObject([{ line: 3, faults: [{ reason: "quotes", field: null }] }]);
});

test("a quote that opens by mistake swallows no device of the next line", () => {
  const opened = Array.from({ length: 101 }, (_, at) => `"a${at},10.0.0.1,SQQ${at},AS,,`);
  const closed = `"a,10.0.0.1,SQQ1,AS,,\nb",10.0.0.1,SQQ2,AS,,`;

  expect(sound(`${header}\n${opened.join("\n")}`).rejected).toHaveLength(101);
  expect(sound(`${header}\n${closed}\n${good}`)).toMatchObject({
    devices: [{ serialNumber: "SQQ2" }, { serialNumber: "FDO2201G84V" }],
    rejected: [{ line: 2, faults: [{ reason: "quotes" }] }],
  });
});

test("inches are no quotes, on one line as on two", () => {
  const { devices, rejected } = sound(
    `${header}\nh,10.0.0.1,FDO1X,P,,rack 19"\ni,10.0.0.1,FDO2X,P,,19" rack\n`,
  );

  expect(rejected).toEqual([]);
  expect(devices.map(({ location }) => location)).toEqual(['rack 19"', '19" rack']);
});

test("columns without a name at the end of the first line are none", () => {
  const file = sound(`${header}${",".repeat(1000)}\n${good}\n${good.replace("FDO", "FDA")},,,\n`);

  expect(file).toMatchObject({ devices: { length: 2 }, rejected: [] });
});

test("a row that is too long is rejected as that, and a header that is too long names no column", () => {
  const long = "x".repeat(limits.upload.rowLength + 1);

  expect(sound(`${header}\n${good}${long}\n`).rejected).toMatchObject([
    { faults: [{ reason: "rowTooLong" }] },
  ]);
  expect(read(long)).toMatchObject({ problem: "headerMissing" });
});

const most = limits.upload.bytes - header.length - 10;
const filled = (part: string) => `${header}\n${part.repeat(Math.floor(most / part.length))}`;
test.each([
  ["blank lines and a device", `${filled("\n").slice(0, -good.length)}${good}`],
  ["one letter a line", filled("x\n")],
  ["a quote that is never closed", filled("x\n").replace("\nx", '\n"x')],
  ["a quote on each line", filled('"x\n')],
  ["a quote on each hundredth line", filled(`"x\n${"x\n".repeat(99)}`)],
  ["quotes only", filled('"')],
  ["one line", filled("x")],
  ["separators only", filled(",")],
  ["blank rows of separators", filled(",,,,,\n")],
])("4 MB of %s are answered in no time", (_, text) => {
  const began = performance.now();
  const answer = read(text);

  expect(answer).toBeDefined();
  expect(performance.now() - began).toBeLessThan(3000);
});

test("the line by which Excel is told the separator is none of the rows", () => {
  const { devices, rejected } = sound(
    `sep=;\n${header.replaceAll(",", ";")}\nh;10.0.0.1;FDO1X;P;;\nh;x;FDO2X;P;;`,
  );

  expect(devices).toHaveLength(1);
  expect(rejected).toMatchObject([{ line: 4 }]);
});

test("whatever the bytes, a file is read or refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (noise, headed) => {
      const given = headed ? Uint8Array.from([...bytes(`${header}\n`), ...noise]) : noise;
      const file = deviceFile(given, names);
      expect("problem" in file || file.devices.length + file.rejected.length > 0).toBe(true);
    }),
  );
});

test("every row is loaded or rejected, none is lost", () => {
  const cell = fc.stringMatching(/^[\w "=\n.:-]{0,12}$/);
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 7 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(rows, (cells) => {
      const filled = cells.map((row) => ["x", ...row]);
      const { devices, rejected } = sound(
        `${header}\n${filled.map((row) => row.map(quoted).join(",")).join("\n")}`,
      );
      expect(devices.length + rejected.length).toBe(cells.length);
    }),
  );
});
