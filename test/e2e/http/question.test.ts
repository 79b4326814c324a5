import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "#src/i18n/languages.ts";
import { translator } from "#src/i18n/translator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { agents, choose, startDemo } from "./world.ts";

const en = translator("en");

let portal: TestPortal;
let agent: Visitor;
beforeAll(async () => {
  portal = await startDemo();
  agent = new Visitor(portal.url);
  await agent.signIn(agents[0], "en", "Alex Agent");
});
afterAll(() => portal.stop());

const cases: [Language, string][] = [
  ["fr", "sophie.lejeune@hautepierre.example"],
  ["nl", "daan.hoekstra@oosterwoud-zorg.example"],
  ["en", "harriet.cole@feldkamp.example"],
];

describe.each(cases)("in %s, %s is asked something by an agent", (language, email) => {
  const question = 'Which <b>"part"</b> of the company?';
  let person: Visitor;
  let link: string;
  let review: string;

  test("the agent finds the review in the queue, with everything that is known", async () => {
    person = await choose(portal.url, email);
    const [mail] = await agent.mailTo(agents[0], "review-waiting");
    review = new URL(mail!.links[0]!).pathname;

    const queue = await agent.go("/en/reviews");
    const answer = await agent.go(review);

    expect(queue.find(`main a[href="${review}"]`)).toHaveLength(1);
    expect(answer).toMatchObject({ status: 200, page: "review", state: "open" });
    expect(answer.text).toContain(email);
  });

  test("an empty or too long question is refused", async () => {
    const empty = await agent.submit({ decision: "ask", comment: " " });
    const long = await agent.submit({ decision: "ask", comment: "x".repeat(1001) });

    expect(empty.errors).toEqual({ comment: "reviews.errors.questionRequired" });
    expect(long.errors).toEqual({ comment: "reviews.errors.questionTooLong" });
    expect(long.text).toContain("x".repeat(1001));
  });

  test("the question goes out in the person's language and is told on the status page", async () => {
    const asked = await agent.submit({ decision: "ask", comment: question });
    const [mail] = await person.mailTo(email, "information-asked");
    link = new URL(mail!.links[0]!).pathname;
    const status = await person.go(`/${language}/onboarding/status`);
    const within = translator(language)("onboarding.review.within").replace(/\s/gu, " ");

    expect(status.text).not.toContain(within);
    expect(asked).toMatchObject({ page: "review", state: "waiting" });
    expect(mail!.language).toBe(language);
    expect(mail!.html).not.toContain("<b>");
    expect(status.find(`main a[href="/${language}/tasks"]`)).toHaveLength(1);
  });

  test("the link and To do lead to the page of the answer, which wants one", async () => {
    const tasks = await person.go(`/${language}/tasks`);
    const page = await person.go(link);
    const empty = await person.submit({ answer: "" });

    expect(tasks.find(`main a[href="${link}"]`)).toHaveLength(1);
    expect(page).toMatchObject({ status: 200, state: "answerQuestion" });
    expect(page.text).toContain(question);
    expect([empty.status, empty.errors]).toEqual([422, { answer: "link.answer.errors.answerRequired" }]);
  });

  test("the answer reaches the agents and waits for them again", async () => {
    const answered = await person.submit({ answer: "The northern part." });
    const twice = await person.post(link, { answer: "The northern part." });
    const over = await person.go(link);
    const seen = await agent.go(review);
    const status = await person.go(`/${language}/onboarding/status`);

    expect(status.text).toContain(translator(language)("onboarding.review.answered"));
    expect(answered).toMatchObject({ page: "tasks", state: "empty" });
    expect([twice.status, twice.path]).toEqual([303, `/${language}/tasks`]);
    expect(over).toMatchObject({ status: 410, state: "used" });
    expect(seen).toMatchObject({ state: "open" });
    expect(seen.text).toContain("The northern part.");
    expect(await agent.mailTo(agents[1], "answer-received")).not.toEqual([]);
  });

  test("nobody but agents learns that there are reviews", async () => {
    const queue = await person.go(`/${language}/reviews`);
    const one = await person.go(review);
    const act = await person.post(review, { decision: "ask", comment: "Who am I?" });

    expect([queue.status, one.status, act.status]).toEqual([404, 404, 404]);
  });
});

test("a registration under review can be taken back, and begun again", async () => {
  const person = await choose(portal.url, "grace.miller@integrix.example");
  const [mail] = await agent.mailTo(agents[0], "review-waiting");
  await person.go("/en/onboarding/status");

  const withdrawn = await person.submit({ action: "withdraw", confirmed: "yes" });
  const seen = await agent.go(new URL(mail!.links[0]!).pathname);
  const queue = await agent.go("/en/reviews");
  const anew = await person.go("/en/onboarding/verify");

  expect(withdrawn).toMatchObject({ page: "status", state: "withdrawn" });
  expect(seen).toMatchObject({ page: "review", state: "withdrawn" });
  expect(queue.text.split(en("reviews.settled.title"))[0]).not.toContain("grace.miller@");
  expect(anew).toMatchObject({ page: "verify", state: "empty" });
});
