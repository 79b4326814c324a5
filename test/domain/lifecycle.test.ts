import { expect, test } from "vitest";
import { accessRequest } from "#src/domain/access-request.ts";
import { addressChange } from "#src/domain/address-change.ts";
import { nominee, smartAccount } from "#src/domain/account.ts";
import { lifecycle } from "#src/domain/lifecycle.ts";
import { message } from "#src/domain/message.ts";
import { provisioning } from "#src/domain/provisioning.ts";
import { reclaim } from "#src/domain/reclaim.ts";
import { registration } from "#src/domain/registration.ts";
import { review } from "#src/domain/review.ts";

const door = lifecycle({ open: { close: "closed" }, closed: { open: "open", lock: "locked" }, locked: {} });

test("states and events come from the table", () => {
  expect(door.states).toEqual(["open", "closed", "locked"]);
  expect(door.events).toEqual(["close", "open", "lock"]);
});

test("an event leads on where it can happen, and nowhere else", () => {
  expect(door.next("closed", "lock")).toBe("locked");
  expect(door.next("open", "lock")).toBeNull();
  expect(door.isFinal("locked")).toBe(true);
  expect(door.isFinal("closed")).toBe(false);
});

test("states are open or final", () => {
  expect(door.open).toEqual(["open", "closed"]);
  expect(door.final).toEqual(["locked"]);
});

test("an event for many at once leads from several states to one", () => {
  const gate = lifecycle({
    open: { lock: "locked", turn: "shut" },
    shut: { lock: "locked", turn: "open" },
    locked: {},
  });

  expect(gate.transition("lock")).toEqual({ from: ["open", "shut"], to: "locked" });
  expect(() => gate.transition("turn")).toThrow("several states");
});

const all = Object.entries({
  accessRequest,
  addressChange,
  message,
  nominee,
  provisioning,
  reclaim,
  registration,
  review,
  smartAccount,
});

test.each(all)("each event of a %s leads to a state of its table", (_, { table, states }) => {
  const targets = Object.values(table).flatMap((events) => Object.values(events));

  expect(states).toEqual(expect.arrayContaining(targets));
});

test.each(all)("each state of a %s can be reached, and leads to an end", (_, { table, states }) => {
  const following = (from: string): string[] =>
    Object.values((table as Record<string, Record<string, string>>)[from]!);
  const reachable = (from: string, seen = new Set([from])): Set<string> => {
    for (const next of following(from).filter((state) => !seen.has(state))) reachable(next, seen.add(next));
    return seen;
  };

  expect([...reachable(states[0])].sort()).toEqual([...states].sort());
  for (const state of states)
    expect([...reachable(state)].some((end) => following(end).length === 0)).toBe(true);
});

test.each(["administrator", "refused", "withdrawn"] as const)(
  "a registration that is %s stays so",
  (state) => {
    expect(registration.isFinal(state)).toBe(true);
  },
);

test("a registration under review no longer waits for its person", () => {
  expect(registration.next("underReview", "claim")).toBeNull();
  expect(registration.next("draft", "appoint")).toBeNull();
});

test("a message that was delivered is never queued again", () => {
  expect(message.events.map((event) => message.next("delivered", event)).filter(Boolean)).toEqual([
    "bounced",
    "complained",
  ]);
});
