import { expect, test } from "vitest";
import { letterOf, linkPurposes, linkState, purposeOf } from "#src/domain/link.ts";

const now = 1_000_000;
const fresh = { purpose: "confirmAddress", expiresAt: now + 1, replacedAt: null, actedAt: null } as const;

test.each([
  ["live until its end", fresh, "live"],
  ["expired at its end", { ...fresh, expiresAt: now }, "expired"],
  ["replaced", { ...fresh, replacedAt: now - 5 }, "replaced"],
  ["acted", { ...fresh, actedAt: now - 5 }, "acted"],
  ["acted rather than replaced or expired", { ...fresh, actedAt: 1, replacedAt: 2, expiresAt: 3 }, "acted"],
  ["replaced rather than expired", { ...fresh, replacedAt: 2, expiresAt: 3 }, "replaced"],
] as const)("a link is %s", (_, link, state) => {
  expect(linkState(link, now)).toBe(state);
});

test("a token names its purpose by its first letter, each its own", () => {
  const letters = linkPurposes.map(letterOf);

  expect(linkPurposes.map((purpose) => purposeOf(`${letterOf(purpose)}abc`))).toEqual(linkPurposes);
  expect(new Set(letters).size).toBe(linkPurposes.length);
});

test.each(["", "?", "Cabc"])("«%s» is no token of ours", (token) => {
  expect(purposeOf(token)).toBeNull();
});
