import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { administrator, advance, askQuestion, choose, startDemo } from "./world.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo();
});
afterAll(() => portal?.stop());

test("links to terms and to a question last as long as their matter, those to confirm an address a day", async () => {
  const [accepts, answers, confirms] = [
    await administrator(portal.url, "nadia.benali@morvanelle.example"),
    await choose(portal.url, "fenna.dijkstra@oosterwoud-zorg.example"),
    await choose(portal.url, "lotte.visser@vdmeulen-werf.example"),
  ];
  await askQuestion(portal, "fenna.dijkstra@oosterwoud-zorg.example");
  const terms = await accepts.linkTo("nadia.benali@morvanelle.example", "accept-terms");
  const question = await answers.linkTo("fenna.dijkstra@oosterwoud-zorg.example", "information-asked");
  const address = await confirms.linkTo("lotte.visser@vdmeulen-werf.example", "confirm-address");

  await advance(portal, "PT23H59M");
  const fresh = await confirms.go(address);
  await advance(portal, "PT2M");
  const stale = [await confirms.go(address), await confirms.post(address)];
  const told = await confirms.go("/nl/onboarding/check-email");
  const anew = await confirms.submit();
  await advance(portal, "P200D");
  const opened = [await accepts.go(terms), await answers.go(question)];
  const tasks = [await accepts.go("/fr/tasks"), await answers.go("/nl/tasks")];
  const acted = [
    await accepts.post(terms, { acceptTerms: "yes" }),
    await answers.post(question, { answer: "The north." }),
  ];

  expect(fresh.status).toBe(200);
  expect(stale.map(({ status, state }) => [status, state])).toEqual(Array(2).fill([410, "expired"]));
  expect([told.state, anew.state]).toEqual(["expired", "sentAgain"]);
  expect(opened.map(({ status, state }) => [status, state])).toEqual([
    [200, "acceptTerms"],
    [200, "answerQuestion"],
  ]);
  expect(tasks[0]!.find(`main a[href="${terms}"]`)).toHaveLength(1);
  expect(tasks[1]!.find(`main a[href="${question}"]`)).toHaveLength(1);
  expect(acted.map(({ status }) => status)).toEqual([303, 303]);
});
