import { expect, test } from "vitest";
import { resolveAll } from "#src/i18n/references.ts";

test("a button that is renamed is renamed wherever it is quoted, in quotations of quotations too", () => {
  const tree = { button: { to: "Go on" }, hint: "Press “$t(button.to)”", help: "It says: $t(hint)" };

  expect(resolveAll(tree)).toEqual({
    button: { to: "Go on" },
    hint: "Press “Go on”",
    help: "It says: Press “Go on”",
  });
});

test("a sentence that quotes itself ends", () => {
  expect(resolveAll({ one: "$t(one)" })).toEqual({ one: "$t(one)" });
});
