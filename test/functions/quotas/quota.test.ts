import { expect, test } from "vitest";
import { Refusal } from "#src/domain/refusal.ts";
import { quota } from "#functions/quotas/quota.ts";

const minute = 60_000;
const hour = 60 * minute;
const now = 100 * hour;

const knocking = quota(
  {
    door: [
      { most: 2, length: hour },
      { most: 3, length: 24 * hour },
    ],
    street: [{ most: 4, length: hour }],
  },
  { field: "form", key: "requests.tooMany", unit: "hours" },
);
const at = (...minutesAgo: readonly number[]) => minutesAgo.map((ago) => ({ at: now - ago * minute }));
const tries = (door: ReturnType<typeof at>, street = at()) => ({
  "tries: door": door,
  "tries: street": street,
});
const subjects = { door: "front", street: "High Street" };

test.each([
  ["nothing was tried", tries(at()), 0],
  ["there is room in every window", tries(at(10, 90)), 0],
  ["the hour is used up", tries(at(10, 50)), 10 * minute],
  ["the last try of the hour has just left it", tries(at(10, 60)), 0],
  ["the day is used up", tries(at(10, 120, 180)), 21 * hour],
  ["both are used up: until there is room in both", tries(at(5, 10, 23.5 * 60)), 50 * minute],
  ["another subject of the same try is used up", tries(at(), at(1, 2, 3, 4)), 56 * minute],
])("when %s", (_, read, wait) => {
  expect(knocking.wait(read, subjects, { now })).toBe(wait);
});

test("a try that is too much is refused at its field, with the wait in seconds and in the unit of the sentence", () => {
  const refused = () => knocking.take(tries(at(10, 120, 150)), subjects, { now });

  expect(refused).toThrow(Refusal);
  expect(knocking.refusal(21.5 * hour)).toMatchObject({
    kind: "throttled",
    details: {
      retryAfter: 21.5 * 3600,
      fields: { form: { key: "requests.tooMany", params: { count: 22 } } },
    },
  });
});

test("a try counts for every subject, each under the condition that it is not too much by then", () => {
  const { writes } = knocking.take(tries(at()), subjects, { now });

  expect(writes).toHaveLength(2);
  expect(writes.every((write) => "guarded" in write)).toBe(true);
});

test("whoever has no subject is neither counted nor held up", () => {
  const onLoopback = { ...subjects, street: null };

  expect(knocking.take(tries(at(), at(1, 2, 3, 4)), onLoopback, { now }).writes).toHaveLength(1);
});
