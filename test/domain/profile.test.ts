import { expect, test } from "vitest";
import { brand } from "#src/brand/brand.ts";
import { isPlainName } from "#src/domain/plain-name.ts";
import { nameErrors, notOurs, readName } from "#src/domain/profile.ts";

test.each([
  ["J.Dupont", "J. Dupont"],
  ["P.J.M.de Vries", "P.J.M. de Vries"],
  ["Anne J.Schmidt", "Anne J. Schmidt"],
  ["É.Leclerc", "É. Leclerc"],
  ["J.Com", "J. Com"],
])("initials without a blank are a name, of which nothing makes a link: %s", (typed, name) => {
  const read = readName(typed);

  expect([read, isPlainName(read)]).toEqual([name, true]);
});

test.each(["J.Peeters", "A.S.Watson", "Jan Peeters, M.Sc.", "J. Dupont"])("«%s» stays as it is", (name) => {
  expect(readName(name)).toBe(name);
});

test.each(["j.dupont", "J.evil-pay.com", "X.evil.Com", "www.J.Com", "WWW.evil.example", "bob@J.Com"])(
  "«%s» is a site all the same",
  (name) => {
    expect(isPlainName(readName(name))).toBe(false);
  },
);

test("what is too long for a name is told so, and not judged", () => {
  const errors = nameErrors("Ardenne of ".repeat(3_000));

  expect(Object.values(errors)).toMatchObject([{ key: "profile.errors.nameTooLong" }]);
});

const [, ours] = brand.support.split("@");

test("the provider is the company of its own people only", () => {
  const state = (email: string) => () => notOurs(brand.provider, email, ["agent@elsewhere.example"]);

  expect(state("eve@evil.example")).toThrow();
  expect(state(`robin@${ours}`)).not.toThrow();
  expect(state("agent@elsewhere.example")).not.toThrow();
});
