import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Fields } from "#test/helpers/visitor.ts";
import { askQuestion, choose, signedIn, startDemo } from "./world.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo();
});
afterAll(() => portal?.stop());

test("a review is not found by anybody but agents, whatever is decided", async () => {
  await choose(portal.url, "olivier.mercier@mercier-conseil.example");
  const review = await askQuestion(portal, "olivier.mercier@mercier-conseil.example");
  const outsider = await signedIn(portal, "eve@outsider.example");
  const bodies: Fields[] = [
    { decision: "ask", comment: "Who?" },
    { decision: "ask" },
    { decision: "appoint" },
    { decision: "refuse", comment: "No." },
    { decision: "x" },
    {},
  ];

  const answers = await Promise.all(bodies.map((body) => outsider.post(review, body)));

  expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 404));
});
