import { expect, test } from "vitest";
import type { OrganizationId, PersonId, SeatId } from "#src/domain/ids.ts";
import { everyDecider } from "#functions/standing/deciders.ts";

const seat = (id: string, distance: number) => ({
  seatId: id as SeatId,
  organizationId: id as OrganizationId,
  organizationName: id,
  personId: "p1" as PersonId,
  name: "Els",
  email: "els@acme.example",
  language: null,
  position: 1,
  origin: "claim" as const,
  termsVersion: null,
  termsAcceptedAt: null,
  createdAt: 1,
  distance,
});

test("whoever decides here and above is asked once, as the nearest", () => {
  const deciders = everyDecider({
    administrators: [seat("here", 0), seat("above", 1)],
    accountAdministrators: [],
  });

  expect(deciders.map(({ personId, distance }) => [personId, distance])).toEqual([["p1", 0]]);
});

test("whoever administers an account and its part is asked once", () => {
  const role = {
    personId: "p1" as PersonId,
    name: "Els",
    email: "els@acme.example",
    language: null,
    accepted: 1 as const,
    came: 1 as const,
    enabled: 1 as const,
    createdAt: 1,
  };

  expect(everyDecider({ administrators: [], accountAdministrators: [role, role] })).toHaveLength(1);
});
