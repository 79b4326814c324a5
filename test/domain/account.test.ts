import fc from "fast-check";
import { expect, test } from "vitest";
import { activateUntil, smartAccount, standsAt, warningsDue } from "#src/domain/account.ts";

const day = 24 * 3_600_000;
const sentAt = Date.UTC(2026, 10, 20);

test("a provisional account stands until the last millisecond of its 90 days, and not one more", () => {
  const account = { state: "provisional" as const, activationSentAt: sentAt };

  expect(standsAt(account, activateUntil(sentAt) - 1)).toBe("provisional");
  expect(standsAt(account, activateUntil(sentAt))).toBe("expired");
});

test("time changes no other state", () => {
  fc.assert(
    fc.property(fc.constantFrom(...smartAccount.states), fc.nat(), (state, later) => {
      fc.pre(state !== "provisional");
      expect(standsAt({ state, activationSentAt: sentAt }, sentAt + later * day)).toBe(state);
    }),
  );
});

test("the warnings are due 30 and 7 days before the end", () => {
  expect([59, 60, 82, 83, 89].map((days) => warningsDue(sentAt, sentAt + days * day))).toEqual([
    0, 1, 1, 2, 2,
  ]);
});

test("only a provisional account is ever activated or expires, and nothing follows on an end", () => {
  const leading = smartAccount.states.filter((state) => smartAccount.next(state, "activate"));
  const expiring = smartAccount.states.filter((state) => smartAccount.next(state, "expire"));
  const final = smartAccount.states.filter((state) => smartAccount.isFinal(state));

  expect([leading, expiring]).toEqual([["provisional"], ["provisional"]]);
  expect(final).toEqual(["active", "declined", "expired", "refused", "withdrawn", "overtaken"]);
});
