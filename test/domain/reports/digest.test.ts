import { expect, test } from "vitest";
import {
  type DigestAlert,
  type DigestFacts,
  digestOf,
  isUrgent,
  periodOf,
  wishesBy,
} from "#src/domain/reports/digest.ts";

const alert = (severity: DigestAlert["severity"], raisedAt: number): DigestAlert => ({
  kind: "security",
  severity,
  devices: 1,
  raisedAt,
});
const coverage = { covered: 8, ending: 1, none: 1 };
const facts: DigestFacts<DigestAlert> = {
  alerts: [],
  contractsEnding: 1,
  devicesNearEnd: 2,
  coverage,
  last: { at: 100, coverage },
};

test("nothing is said when nothing is new", () => {
  expect(digestOf({ ...facts, alerts: [alert("high", 100)] })).toBeNull();
});

test("the five worst come first, the newest of equals before the others", () => {
  const alerts = [
    alert("low", 1),
    alert("critical", 2),
    alert("high", 101),
    alert("high", 3),
    alert("low", 4),
  ];

  const digest = digestOf({ ...facts, alerts: [...alerts, alert("medium", 5)] });

  expect(digest).toMatchObject({ newAlerts: 1, contractsEnding: 1, devicesNearEnd: 2 });
  expect(digest!.worst.map(({ severity, raisedAt }) => `${severity} ${raisedAt}`)).toEqual([
    "critical 2",
    "high 101",
    "high 3",
    "medium 5",
    "low 4",
  ]);
});

test("a change of coverage alone is news, and is said against last time", () => {
  const digest = digestOf({ ...facts, coverage: { covered: 5, ending: 1, none: 4 } });

  expect(digest).toMatchObject({ newAlerts: 0, coveredMore: -3 });
});

test("the first digest compares with nothing, and needs an alert", () => {
  expect(digestOf({ ...facts, last: null })).toBeNull();
  expect(digestOf({ ...facts, last: null, alerts: [alert("low", 1)] })).toMatchObject({
    newAlerts: 1,
    coveredMore: null,
  });
});

test("a digest is of the week that began on Monday, or of the month that began on the first", () => {
  expect(periodOf("weekly", "2026-11-25")).toBe("2026-11-23");
  expect(periodOf("monthly", "2026-11-25")).toBe("2026-11-01");
  expect(periodOf("none", "2026-11-25")).toBeNull();
});

test("administrators are told unless they chose otherwise, those who only read are not", () => {
  expect(wishesBy(["customer-user", "customer-administrator"])).toEqual({ digest: "monthly", urgent: true });
  expect(wishesBy(["delegated-administrator"])).toEqual({ digest: "monthly", urgent: true });
  expect(wishesBy(["customer-user"])).toEqual({ digest: "none", urgent: false });
});

test("a flaw that is critical or high is told at once, nothing else", () => {
  expect(isUrgent({ kind: "security", severity: "high" })).toBe(true);
  expect(isUrgent({ kind: "security", severity: "medium" })).toBe(false);
  expect(isUrgent({ kind: "contract", severity: "high" })).toBe(false);
});
