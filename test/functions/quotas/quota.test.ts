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

test("what a network is counted for, an IPv6 site is too, with so many times as much; without one, the network alone", () => {
  const guessing = quota(
    { "guess-network": [{ most: 2, length: hour }] },
    { field: "form", key: "requests.tooMany", unit: "hours" },
  );
  const read = (network: number, site: number) => ({
    "tries: guess-network": at(...Array<number>(network).fill(1)),
    "tries: guess-site": at(...Array<number>(site).fill(1)),
  });
  const six = { "guess-network": "2001:0db8:0001:0002::/64" };
  const waits = [read(1, 9), read(2, 2), read(0, 10)].map((tries) => guessing.wait(tries, six, { now }) > 0);

  expect(waits).toEqual([false, true, true]);
  expect(guessing.take(read(0, 0), six, { now }).writes).toHaveLength(2);
  expect(guessing.take(read(0, 10), { "guess-network": "192.0.2.1" }, { now }).writes).toHaveLength(1);
});
