import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("only what keeps one's own safe, and ends something that there is, is held up by no number a day", () => {
  const found = [...globSync(["functions/use-cases/**/*.ts", "functions/matters/*.ts"])]
    .map((path) => readFileSync(path, "utf8"))
    .filter((text) => text.includes("always: true"))
    .flatMap((text) =>
      [...text.matchAll(/action: "([\w.-]+)",\n {2}always: true/gu)].map(([, action]) => action),
    );

  expect(found.toSorted()).toEqual([
    "address.object",
    "address.withdraw",
    "identity.end",
    "passkey.remove",
    "person.erase",
    "session.end",
    "session.end-others",
  ]);
});
