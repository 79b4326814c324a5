import { expect, test } from "vitest";
import { areColleagues, knownName } from "#src/domain/known-name.ts";

const tom = { name: "Tom Maes", email: "tom@noorderkaai.example", accepted: 0 as const };

test("whoever put somebody into a place by address does not learn who is behind it", () => {
  const name = knownName(tom, { email: "eve@evil.example" });

  expect(name).toBe("");
});

test("a colleague is called by name, and so is whoever has accepted", () => {
  const names = [
    knownName(tom, { email: "els@noorderkaai.example" }),
    knownName({ ...tom, accepted: 1 }, { email: "eve@evil.example" }),
  ];

  expect(names).toEqual(["Tom Maes", "Tom Maes"]);
});

test("a mailbox at the same provider makes nobody a colleague", () => {
  const colleagues = areColleagues("tom@gmail.com", "eve@gmail.com");

  expect(colleagues).toBe(false);
});
