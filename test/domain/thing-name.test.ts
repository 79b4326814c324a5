import { expect, test } from "vitest";
import { brand } from "#src/brand/brand.ts";
import { collectorName } from "#src/domain/collect/collector-name.ts";
import { virtualAccountName } from "#src/domain/virtual-account.ts";

test.each([
  ["", "nameRequired"],
  ["x".repeat(101), "nameTooLong"],
  [`${brand.provider} Support`, "nameOurs"],
  ["Verify at https://evil-pay.be/login", "nameAddress"],
  ["nms.evil-pay.be", "nameAddress"],
  ["Call +32 2 555 12 12", "nameAddress"],
  ["Nms\u0430", "nameAddress"],
])(
  "%j is no name of a collector or of a virtual account, since it stands in messages of the portal",
  (typed, problem) => {
    expect(collectorName(typed).problem?.key).toBe(`collector.errors.${problem}`);
    expect(virtualAccountName(typed).problem?.key).toBe(`account.virtual.errors.${problem}`);
  },
);

test.each(["nms-01 Genk", "Zabbix (rack 4)", "Überwachung", "SNMP 2", "серверная"])("%s is one", (typed) => {
  expect(collectorName(typed)).toEqual({ name: typed, problem: null });
});
