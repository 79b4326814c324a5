import { expect, test } from "vitest";
import { deviceOf, ipAddress, macAddress } from "#src/domain/collect/device.ts";

const row = {
  hostName: "core-ant-1",
  ipAddress: "10.20.0.1",
  serialNumber: "fdo-2201 g84v",
  productId: "as-4800-48p",
  macAddress: "001b.54aa.0102",
  location: "Antwerpen,\nroom 2",
};

test("a row becomes a device, each value in its one written form", () => {
  expect(deviceOf(row)).toEqual({
    device: {
      hostName: "core-ant-1",
      ipAddress: "10.20.0.1",
      serialNumber: "FDO2201G84V",
      productId: "AS-4800-48P",
      macAddress: "00:1B:54:AA:01:02",
      location: "Antwerpen, room 2",
    },
  });
});

test("MAC address and location may be left out", () => {
  const { macAddress, location, ...required } = row;

  expect([macAddress, location]).not.toContain(undefined);
  expect(deviceOf(required)).toMatchObject({ device: { macAddress: null, location: null } });
});

test.each([
  ["hostName", " ", "required"],
  ["hostName", "h".repeat(256), "tooLong"],
  ["hostName", '=HYPERLINK("http://example.com")', "formula"],
  ["hostName", "@SUM(A1)", "formula"],
  ["ipAddress", "", "required"],
  ["ipAddress", "10.20.0.256", "noIpAddress"],
  ["ipAddress", "10.20.0.1/24", "noIpAddress"],
  ["serialNumber", "", "required"],
  ["serialNumber", "AB", "implausible"],
  ["serialNumber", "N/A", "implausible"],
  ["serialNumber", "00000000", "implausible"],
  ["serialNumber", "F".repeat(51), "tooLong"],
  ["serialNumber", "1,23E+12", "mangled"],
  ["serialNumber", "2E+15", "mangled"],
  ["productId", "", "required"],
  ["macAddress", "00:1B:54:AA:01", "noMacAddress"],
  ["macAddress", "00:1B-54:AA:01:02", "noMacAddress"],
  ["location", "x".repeat(256), "tooLong"],
] as const)("%s %j is refused: %s", (field, typed, reason) => {
  expect(deviceOf({ ...row, [field]: typed })).toMatchObject({ faults: [{ field, reason }] });
});

test("everything that is wrong with a row is said at once", () => {
  expect(deviceOf({ hostName: "a", ipAddress: "b", serialNumber: "-" })).toMatchObject({
    faults: [{ field: "ipAddress" }, { field: "serialNumber" }, { field: "productId" }],
  });
});

test("what exports wrap to keep a spreadsheet from changing it is unwrapped", () => {
  expect(deviceOf({ ...row, serialNumber: '="00123456"' })).toMatchObject({
    device: { serialNumber: "00123456" },
  });
});

test("a location may begin with a sign", () => {
  expect(deviceOf({ ...row, location: "+1 (north)" })).toMatchObject({ device: { location: "+1 (north)" } });
});

test.each([
  ["0.0.0.0", "0.0.0.0"],
  ["2001:DB8:0:0::1", "2001:db8::1"],
  ["::", "::"],
  ["fe80::1%eth0", null],
  ["10.0.0", null],
  ["10.0.0.1.", null],
  ["010.0.0.1", null],
  ["1:2", null],
  ["host", null],
])("the IP address %j is %j", (typed, address) => {
  expect(ipAddress(typed)).toBe(address);
});

test.each(["00:1b:54:aa:01:02", "00-1B-54-AA-01-02", "001b.54aa.0102", "001B54AA0102", "001b54:aa0102"])(
  "the MAC address %s is understood",
  (typed) => {
    expect(macAddress(typed)).toBe(typed === "001b54:aa0102" ? null : "00:1B:54:AA:01:02");
  },
);
