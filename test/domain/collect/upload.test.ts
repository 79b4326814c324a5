import fc from "fast-check";
import { expect, test } from "vitest";
import { collectorTrouble } from "#src/domain/collect/collector.ts";
import type { Device } from "#src/domain/collect/device.ts";
import {
  changedFields,
  changeOf,
  isRepeated,
  isUploadOpen,
  loadProblem,
  upload,
} from "#src/domain/collect/upload.ts";
import { limits } from "#src/domain/limits.ts";

const device: Device = {
  hostName: "core",
  ipAddress: "10.0.0.1",
  serialNumber: "FDO1",
  productId: "AS-4800-48P",
  macAddress: null,
  location: null,
};

test("an upload ends once, whichever way", () => {
  for (const end of ["loaded", "discarded", "expired"] as const) expect(upload.isFinal(end)).toBe(true);
  expect(upload.next("open", "load")).toBe("loaded");
});

test("a device is new, changed or the same", () => {
  expect(changeOf(null, device)).toBe("added");
  expect(changeOf(device, { ...device })).toBe("same");
  expect(changeOf(device, { ...device, location: "Gent" })).toBe("changed");
  expect(changedFields(device, { ...device, location: "Gent", hostName: "x" })).toEqual([
    "hostName",
    "location",
  ]);
});

const changes = { added: 0, changed: 0, same: 0, retired: 0 };

test.each([
  ["changes nothing", { ...changes, same: 5 }, 5, "nothingToDo"],
  ["exceeds what a list may hold", { ...changes, added: 1 }, limits.inventory.devices, "tooManyDevices"],
  ["retires more than half", { ...changes, retired: 6 }, 10, "retiresMany"],
  ["retires half", { ...changes, retired: 5 }, 10, null],
  ["is the first", { ...changes, added: 5 }, 0, null],
] as const)("a load that %s", (_, planned, devices, problem) => {
  expect(loadProblem(planned, { devices, isAsked: false })).toBe(problem);
});

test("with the box checked, any part of the list may be retired", () => {
  expect(loadProblem({ ...changes, retired: 10 }, { devices: 10, isAsked: true })).toBeNull();
});

test("no load ever leaves more devices than a list may hold", () => {
  const count = fc.integer({ min: 0, max: 2 * limits.inventory.devices });
  fc.assert(
    fc.property(count, count, fc.boolean(), (devices, added, isAsked) => {
      const problem = loadProblem({ ...changes, added }, { devices, isAsked });
      expect(problem === null && devices + added > limits.inventory.devices).toBe(false);
    }),
  );
});

test("an open upload is of no use after a day, even where no job has ended it", () => {
  expect(isUploadOpen({ state: "open", createdAt: 0 }, limits.upload.openFor - 1)).toBe(true);
  expect(isUploadOpen({ state: "open", createdAt: 0 }, limits.upload.openFor)).toBe(false);
  expect(isUploadOpen({ state: "loaded", createdAt: 0 }, 1)).toBe(false);
});

test("the same file is known again only as the last load, in the same mode", () => {
  const file = { sha256: "a", mode: "add" } as const;

  expect(isRepeated(file, file)).toBe(true);
  expect(isRepeated({ ...file, mode: "replace" }, file)).toBe(false);
  expect(isRepeated(null, file)).toBe(false);
});

const day = 86_400_000;
const key = { createdAt: 0, heardAt: null, refusedAt: null, endedAt: null };

test.each([
  ["a new key", key, 29 * day, null],
  ["one that was never used", key, 30 * day, "silent"],
  ["one that was heard since", { ...key, heardAt: 20 * day }, 49 * day, null],
  ["one whose last file was refused", { ...key, heardAt: 1, refusedAt: 2 }, 3, "refused"],
  ["one that has ended", { ...key, endedAt: 5, refusedAt: 2 }, 90 * day, null],
] as const)("%s", (_, given, now, trouble) => {
  expect(collectorTrouble(given, now)).toBe(trouble);
});
