import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { startDemo } from "#test/e2e/http/world.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo();
});
afterAll(() => portal?.stop());

test.each([
  ["a change of direction", "x\u202Ey@odd.example"],
  ["no width", "x\u200By@odd.example"],
  ["a control character", "x\u0007y@odd.example"],
  ["no width in its domain", "xy@o\u200Bdd.example"],
])("an e-mail address with %s is refused", async (_, email) => {
  const answer = await new Visitor(portal.url).post("/en/sign-in", { email });

  expect([answer.status, answer.errors]).toEqual([422, { email: "signIn.errors.emailMalformed" }]);
});
