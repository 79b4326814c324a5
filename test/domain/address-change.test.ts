import { expect, test } from "vitest";
import { addressChange, endOf, isOneCompany, isToConfirm, sideOf } from "#src/domain/address-change.ts";

type Event = (typeof addressChange.events)[number];

/** Every order of so many events, with where it leads; what cannot happen changes nothing. */
function everyOrder(length: number): { readonly done: readonly Event[]; readonly state: string }[] {
  if (!length) return [{ done: [], state: "asked" }];
  return everyOrder(length - 1).flatMap(({ done, state }) =>
    addressChange.events.map((event) => {
      const next = addressChange.next(state as "asked", event);
      return { done: next ? [...done, event] : done, state: next ?? state };
    }),
  );
}
const orders = everyOrder(5);

test("an address changes only once both mailboxes have confirmed, each in any order and as often as it likes", () => {
  const made = orders.filter(({ state }) => ["made", "settled", "undone"].includes(state));

  expect(made.length).toBeGreaterThan(100);
  expect(made.filter(({ done }) => !(done.includes("confirmOld") && done.includes("confirmNew")))).toEqual(
    [],
  );
});

test("a change is undone only after it was made, and never twice", () => {
  const undone = orders.filter(({ done }) => done.includes("object"));

  expect(undone.length).toBeGreaterThan(10);
  expect(undone.filter(({ done, state }) => state !== "undone" || done.at(-1) !== "object")).toEqual([]);
});

test("what is over stays as it is", () => {
  expect(
    addressChange.final.filter((state) =>
      addressChange.events.some((event) => addressChange.next(state, event)),
    ),
  ).toEqual([]);
});

test("time ends what was not confirmed, and makes final what was made", () => {
  expect(addressChange.open.map((state) => addressChange.next(state, endOf(state)))).toEqual([
    "lapsed",
    "lapsed",
    "lapsed",
    "settled",
  ]);
  expect(addressChange.states.filter(isToConfirm)).toEqual(["asked", "confirmedByOld", "confirmedByNew"]);
});

test.each([
  ["an@acme.example", "anna@acme.example", true],
  ["an@acme.example", "an@be.acme.example", true],
  ["an@acme.example", "an@other.example", false],
  ["an@lynx.onmicrosoft.com", "an@wolf.onmicrosoft.com", false],
])("%s and %s are of one company: %s", (one, other, are) => {
  expect(isOneCompany(one, other)).toBe(are);
});

test("a link is of the mailbox to which it was sent", () => {
  const change = { oldEmail: "an@acme.example" };
  expect([sideOf(change, "an@acme.example"), sideOf(change, "anna@acme.example")]).toEqual(["Old", "New"]);
});
