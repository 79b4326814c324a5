import { expect, test } from "vitest";
import { organizationIdOf } from "#src/domain/ids.ts";
import { smartEntitledTypes } from "#src/domain/limits.ts";
import { type Evidence, verify } from "#src/domain/verification.ts";

const today = "2026-11-20";
const me = { email: "an@acme.example", contractNumber: "100" };
const contract = {
  type: "SP Base",
  organizationId: organizationIdOf("acme"),
  startsOn: "2026-01-01",
  endsOn: "2026-12-31",
};
const device = { contractNumber: "100", organizationId: organizationIdOf("acme-gent") };
const all: Evidence = { contract, entitlement: { endsOn: null }, device };
const keys = (errors: ReturnType<typeof verify>) =>
  Object.entries(errors).map(
    ([field, { key }]) => `${field}: ${key.replace("onboarding.verify.errors.", "")}`,
  );

test("somebody with an entitlement, an active contract and a device that it covers is entitled", () => {
  expect(verify(me, all, today)).toEqual({});
});

test.each(["gmail.com", "hotmail.com", "yahoo.fr", "yahoo.co.uk", "ziggo.nl", "orange.fr"])(
  "an address at %s is personal, whatever else holds",
  (domain) => {
    const errors = verify({ ...me, email: `an@${domain}` }, all, today);

    expect(keys(errors)).toEqual(["email: personalEmail"]);
  },
);

test("a contract that does not exist and one of somebody else are refused alike, whatever the device", () => {
  const unknown = verify(me, { contract: null, entitlement: null, device: null }, today);
  const anothers = verify(me, { ...all, entitlement: null }, today);

  expect(keys(unknown)).toEqual(["contractNumber: contractUnknown"]);
  expect(anothers).toEqual(unknown);
});

test("an entitlement counts on its last day, and no longer", () => {
  const until = (endsOn: string) => verify(me, { ...all, entitlement: { endsOn } }, today);

  expect(until("2026-11-20")).toEqual({});
  expect(keys(until("2026-11-19"))).toEqual(["contractNumber: contractUnknown"]);
});

test.each(smartEntitledTypes.flatMap((type) => [type, type.toUpperCase(), ` ${type.toLowerCase()} `]))(
  "a contract of type «%s» is smart-entitled",
  (type) => {
    expect(verify(me, { ...all, contract: { ...contract, type } }, today)).toEqual({});
  },
);

test("a contract of another type is refused by its name", () => {
  const errors = verify(me, { ...all, contract: { ...contract, type: "Next Day" } }, today);

  expect(errors).toEqual({
    contractNumber: { key: "onboarding.verify.errors.contractNotEntitled", params: { type: "Next Day" } },
  });
});

test.each([
  ["2026-11-20", "2026-11-20", []],
  ["2026-11-21", "2027-11-20", ["contractNumber: contractNotYetActive"]],
  ["2025-11-20", "2026-11-19", ["contractNumber: contractExpired"]],
])("a contract from %s to %s, today: %j", (startsOn, endsOn, expected) => {
  const errors = verify(me, { ...all, contract: { ...contract, startsOn, endsOn } }, today);

  expect(keys(errors)).toEqual(expected);
});

test("a message about a date carries that day", () => {
  const ended = verify(me, { ...all, contract: { ...contract, endsOn: "2026-02-28" } }, today);
  const begins = verify(
    me,
    { ...all, contract: { ...contract, startsOn: "2027-03-01", endsOn: "2028-01-01" } },
    today,
  );

  expect(ended["contractNumber"]!.params).toEqual({ day: "2026-02-28" });
  expect(begins["contractNumber"]!.params).toEqual({ day: "2027-03-01" });
});

test.each([null, { contractNumber: "200", organizationId: organizationIdOf("acme") }])(
  "a device that the contract does not cover is refused at its own field: %j",
  (other) => {
    expect(keys(verify(me, { ...all, device: other }, today))).toEqual(["serialNumber: deviceNotCovered"]);
  },
);

test("what is wrong with the contract and with the device is said at once", () => {
  const errors = verify(me, { ...all, contract: { ...contract, endsOn: "2025-01-01" }, device: null }, today);

  expect(keys(errors)).toEqual(["contractNumber: contractExpired", "serialNumber: deviceNotCovered"]);
});
