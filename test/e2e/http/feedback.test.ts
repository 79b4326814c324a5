import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { agents, sql, startDemo } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let agent: Visitor;
const els = "els.wouters@noorderkaai.example";
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  agent = new Visitor(portal.url);
  await agent.signIn(agents[0], "en", "Agathe Renaud");
});
afterAll(() => portal.stop());

const written = (message: string) =>
  database("select id, state, person_id, decided_by, comment from review where answer = ?", message);

/** Somebody without a session, from a network of their own. */
const stranger = (network: string) => new Visitor(portal.url, { "CF-Connecting-IP": network });

async function openedByAgent(message: string) {
  const [review] = await written(message);
  return agent.go(`/en/reviews/${String(review!["id"])}`);
}

test("whoever is signed in writes, an agent answers by e-mail and closes it, and both are on record", async () => {
  const message = "The history is hard to find.\nCould it be on the first page?";
  const visitor = new Visitor(portal.url);
  await visitor.signIn(els, "nl");

  await visitor.go("/nl/feedback");
  const sent = await visitor.submit({ message });
  const queue = await agent.go("/en/reviews");
  const seen = await openedByAgent(message);
  const closed = await agent.submit({ decision: "close", comment: "It is in the menu now." });
  const [mail] = await visitor.mailTo(els, "feedback-answered");
  const [review] = await written(message);

  expect([sent.page, sent.state]).toEqual(["feedback", "sent"]);
  expect(queue.text).toContain("The history is hard to find. Could it be");
  expect(seen.text).toContain("Could it be on the first page?");
  expect([closed.status, closed.state]).toEqual([200, "closed"]);
  expect(mail?.text).toContain("It is in the menu now.");
  expect(mail).toMatchObject({ language: "nl" });
  expect(review).toMatchObject({ state: "closed", comment: "It is in the menu now." });
  expect(
    await database(
      "select action, from_state as was, to_state as is_now from audit_event where subject_id = ? order by id",
      String(review!["id"]),
    ),
  ).toEqual([
    { action: "feedback.send", was: null, is_now: "open" },
    { action: "review.close", was: "open", is_now: "closed" },
  ]);
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

test("a stranger writes too, is told that nobody can answer, and nobody is written to", async () => {
  const message = "Where do I register?";
  const before = await database("select count(*) as n from outbox");
  const visitor = stranger("192.0.2.1");

  const asked = await visitor.go("/fr/feedback");
  const sent = await visitor.submit({ message });
  const seen = await openedByAgent(message);
  const closed = await agent.submit({ decision: "close", comment: "To nobody." });
  const list = await agent.go("/en/reviews");

  expect([asked.state, sent.state]).toEqual(["stranger", "sent"]);
  expect(seen.text).toContain("there is nobody to answer");
  expect(seen.find("textarea[name=comment]")).toEqual([]);
  expect(closed.state).toBe("closed");
  expect(list.text).toContain("Not signed in");
  expect(await database("select count(*) as n from outbox")).toEqual(before);
});

test("the same form sent twice is one message, an empty or endless one is none", async () => {
  const message = "Sent twice.";
  const visitor = stranger("192.0.2.2");
  await visitor.go("/en/feedback");
  const operationId = visitor.last!.field("operationId")!;

  const answers = [
    await visitor.post("/en/feedback", { operationId, message }),
    await visitor.post("/en/feedback", { operationId, message }),
    await visitor.post("/en/feedback", { message: " \n " }),
    await visitor.post("/en/feedback", { message: "x".repeat(limits.freeText.longest + 1) }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([303, 303, 422, 422]);
  expect(answers.slice(2).map(({ errors }) => errors)).toEqual([
    { message: "feedback.errors.messageRequired" },
    { message: "feedback.errors.messageTooLong" },
  ]);
  expect(await written(message)).toHaveLength(1);
});

test("neither a network, nor all strangers together, nor one person fill the agents' queue", async () => {
  const send = (visitor: Visitor, message: string) => visitor.post("/en/feedback", { message });
  const one = stranger("198.51.100.7");
  const person = new Visitor(portal.url, { "CF-Connecting-IP": "198.51.100.7" });
  await person.signIn("marc.thill@moselane.example", "en");
  const { perNetworkHour, perPersonDay, byStrangersDay } = limits.feedback;

  const ofNetwork = [];
  for (let n = 0; n <= perNetworkHour; n += 1) ofNetwork.push(await send(one, `Network ${n}`));
  const ofPerson = [];
  for (let n = 0; n <= perPersonDay; n += 1) ofPerson.push(await send(person, `Person ${n}`));
  let last = await send(stranger("203.0.113.0"), "Stranger 0");
  for (let n = 1; n <= byStrangersDay && last.status === 303; n += 1)
    last = await send(stranger(`203.0.113.${n}`), `Stranger ${n}`);
  const [strangers] = await database(
    "select count(*) as n from review where kind = 'feedback' and person_id is null",
  );

  expect(ofNetwork.map(({ status }) => status)).toEqual([...Array(perNetworkHour).fill(303), 429]);
  expect(ofNetwork.at(-1)?.text).toContain("Network 5");
  expect(ofPerson.map(({ status }) => status)).toEqual([...Array(perPersonDay).fill(303), 429]);
  expect(last.status).toBe(429);
  expect(strangers!["n"]).toBe(byStrangersDay);
});

test("nobody fills it by many addresses: of a company, nor of one mailbox at a provider's", async () => {
  const network = "198.51.100.77";
  const ofCompany = [];
  for (let n = 0; n < 6; n += 1) {
    const one = new Visitor(portal.url);
    await one.signIn(`feedback${n}@sub${n}.flood.example`, "en");
    for (let times = 0; times < 4; times += 1)
      ofCompany.push((await one.post("/en/feedback", { message: `Company ${n} ${times}` })).status);
  }
  const ofMailbox = [];
  for (let n = 0; n <= limits.feedback.perNetworkHour; n += 1) {
    const one = new Visitor(portal.url, { "CF-Connecting-IP": network });
    await one.signIn(`somebody+${n}@gmail.com`, "en");
    ofMailbox.push((await one.post("/en/feedback", { message: `Mailbox ${n}` })).status);
  }

  const accepted = (statuses: number[]) => statuses.filter((status) => status === 303).length;
  expect(accepted(ofCompany)).toBe(limits.feedback.openPerDomain);
  expect(accepted(ofMailbox)).toBe(0);
});

test("feedback takes nobody's place among the cases of a person or company, and is told by the next message", async () => {
  const email = "fenna.dijkstra@oosterwoud-zorg.example";
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, "nl");
  for (const message of ["One.", "Two.", "Three.", "Four."]) await visitor.post("/nl/feedback", { message });
  const numbers = { contractNumber: "286601752", serialNumber: "FDO2337G9HQ" };
  await visitor.post("/nl/onboarding/verify", numbers);
  const chosen = await visitor.post("/nl/onboarding/organization", { organizationId: "none" });
  const mails = await agent.mailTo(agents[0], "review-waiting");
  const [opened] = await database(
    "select count(*) as n from review v join person p on p.id = v.person_id where p.email = ? and kind = 'registration'",
    email,
  );

  expect(chosen.status).toBe(303);
  expect(opened!["n"]).toBe(1);
  expect(mails.filter(({ text }) => /One\.|Two\./u.test(text))).toEqual([]);
});

test("nobody but an agent closes it, and it can be neither approved nor refused", async () => {
  const message = "Only to be closed.";
  const visitor = new Visitor(portal.url);
  await visitor.signIn(els, "nl");
  await visitor.post("/nl/feedback", { message });
  const [review] = await written(message);
  const path = `/en/reviews/${String(review?.["id"])}`;

  const byPerson = await visitor.post(path, { decision: "close" });
  const approved = await agent.post(path, { decision: "approve" });
  const refused = await agent.post(path, { decision: "refuse", comment: "No." });

  expect([byPerson.status, approved.status, refused.status]).toEqual([404, 400, 400]);
});
