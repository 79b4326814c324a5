import { expect, test } from "vitest";
import { organizationIdOf } from "#src/domain/ids.ts";
import { nearestAdministrator } from "#src/domain/seat.ts";

const upward = [{ id: "gent" }, { id: "be" }, { id: "acme" }];
const seat = (organizationId: string, personId: string, position: number) => ({
  organizationId: organizationIdOf(organizationId),
  personId,
  position,
});

test("without any administrator there is none", () => {
  expect(nearestAdministrator(upward, [])).toBeNull();
});

test("an administrator elsewhere decides nothing here", () => {
  expect(nearestAdministrator(upward, [seat("nl", "an", 1)])).toBeNull();
});

test("the nearest organization that has administrators decides, not the widest", () => {
  const seats = [seat("acme", "wide", 1), seat("be", "near", 3)];

  expect(nearestAdministrator(upward, seats)?.personId).toBe("near");
});

test("of several in one organization the first on the list decides, whatever the order of reading", () => {
  const seats = [seat("be", "third", 3), seat("be", "first", 1), seat("be", "second", 2)];

  expect(nearestAdministrator(upward, seats)?.personId).toBe("first");
  expect(nearestAdministrator(upward, seats.toReversed())?.personId).toBe("first");
});
