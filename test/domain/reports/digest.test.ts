import { expect, test } from "vitest";
import { type DigestFacts, digestOf, isUrgent, periodOf, wishesBy } from "#src/domain/reports/digest.ts";
import { mattersOf } from "#src/domain/reports/matters.ts";

const coverage = { covered: 8, ending: 1, none: 1 };
const facts: DigestFacts<string> = {
  newMatters: 0,
  worst: [],
  contractsEnding: 1,
  devicesNearEnd: 2,
  coverage,
  last: coverage,
};

test("nothing is said when nothing is new", () => {
  expect(digestOf({ ...facts, worst: ["open since long ago"] })).toBeNull();
});

test("what several lists have is one matter, the worst first, with the devices of all", () => {
  const alert = (
    subject: string,
    severity: "critical" | "high",
    devices: number,
    organizationId: string,
  ) => ({
    kind: "security" as const,
    subject,
    severity,
    devices,
    raisedAt: 1,
    organizationId,
    organizationName: organizationId.toUpperCase(),
  });

  const matters = mattersOf([
    alert("A", "high", 3, "x"),
    alert("B", "critical", 1, "x"),
    alert("A", "high", 4, "y"),
  ]);

  expect(matters).toMatchObject([
    { subject: "B", devices: 1, organizations: [{ organizationName: "X" }] },
    { subject: "A", devices: 7, organizations: [{ organizationName: "X" }, { organizationName: "Y" }] },
  ]);
});

test("a change of coverage alone is news, and is said against last time", () => {
  const digest = digestOf({ ...facts, coverage: { covered: 5, ending: 1, none: 4 } });

  expect(digest).toMatchObject({ newMatters: 0, coveredMore: -3 });
});

test("the first digest compares with nothing, and needs an alert", () => {
  expect(digestOf({ ...facts, last: null })).toBeNull();
  expect(digestOf({ ...facts, last: null, newMatters: 1 })).toMatchObject({
    newMatters: 1,
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
