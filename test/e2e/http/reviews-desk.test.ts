import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { replyIn } from "#src/i18n/replies.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { type Answer, Visitor } from "#test/helpers/visitor.ts";
import { type Reviewed, reviewed } from "./reviewed.ts";
import { agents, sql, startDemo } from "./world.ts";

const en = translator("en");

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let of: ReturnType<typeof reviewed>;
const one = new Map<string, Reviewed>();
let ann: Visitor;
let bart: Visitor;
const dutch = "daan.hoekstra@oosterwoud-zorg.example";
const english = "harriet.cole@feldkamp.example";

beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  of = reviewed(portal);
  ann = new Visitor(portal.url);
  await ann.signIn(agents[0], "en", "Ann Agent");
  bart = new Visitor(portal.url);
  await bart.signIn(agents[1], "en", "Bart Agent");
  for (const email of [dutch, english]) one.set(email, await of.reviewOf(email));
});
afterAll(() => portal.stop());

const at = (email: string) => `/en/${one.get(email)!.at}`;
const listed = (answer: Answer) =>
  answer.find('th a[href^="/en/reviews/"]').map(({ attributes }) => attributes["href"]);

test("the queue is cut by reason, owner and words, each with its number", async () => {
  const all = await ann.go("/en/reviews");
  const byReason = await ann.go("/en/reviews?reason=noneOfTheAbove");
  const byWord = await ann.go("/en/reviews?text=HOEKSTRA");
  const nothing = await ann.go("/en/reviews?text=100%25&show=free");
  const nonsense = await ann.go("/en/reviews?show=x&reason=y&after=z");

  expect(listed(all)).toEqual([at(dutch), at(english)]);
  expect(all.text).toContain(en("reviews.parts.free", { number: 2 }));
  expect(listed(byReason)).toEqual([]);
  expect(listed(byWord)).toEqual([at(dutch)]);
  expect(byWord.text).toContain(en("reviews.filter.found", { count: 1 }));
  expect(nothing.text).toContain(en("reviews.filter.found", { count: 0 }));
  expect(listed(nonsense)).toEqual([at(dutch), at(english)]);
});

test("an agent takes a review, another one is told, takes it over knowingly and hands it back", async () => {
  await bart.go(at(dutch));
  await ann.go(at(dutch));
  const taken = await ann.submit({ action: "take" }, "owner");
  const late = await bart.submit({ action: "take" }, "owner");
  const over = await bart.submit({ action: "take" }, "owner");
  const back = await bart.submit({ action: "hand-back" }, "owner");

  expect(taken.text).toContain(en("reviews.owner.mine"));
  expect([late.status, late.text]).toEqual([
    422,
    expect.stringContaining(en("reviews.errors.taken", { name: "Ann Agent" })),
  ]);
  expect(over.text).toContain(en("reviews.owner.mine"));
  expect(back.text).toContain(en("reviews.owner.nobody"));
  const audit = await of.auditOf(one.get(dutch)!.id);
  expect(audit.map(({ action }) => action).slice(-3)).toEqual([
    "review.take",
    "review.take",
    "review.handBack",
  ]);
});

test("a note is read by agents, not overwritten unseen, and by nobody else", async () => {
  await bart.go(at(dutch));
  await ann.go(at(dutch));
  const noted = await ann.submit(
    { action: "note", note: "Called the switchboard:\nknown there." },
    "note-form",
  );
  const unseen = await bart.submit({ action: "note", note: "Mine." }, "note-form");
  const copy = await one.get(dutch)!.person.go("/nl/onboarding/status");
  const mails = await one.get(dutch)!.person.mailTo(dutch);
  const [history] = await database(
    "select count(*) as n from audit_event where action = 'review.note' and organization_id is not null",
  );

  expect(noted.find(".note blockquote")).toHaveLength(1);
  expect(unseen.errors).toEqual({ note: "reviews.errors.noteChanged" });
  expect([unseen.text.includes("switchboard"), copy.text.includes("switchboard")]).toEqual([true, false]);
  expect(mails.filter(({ text }) => text.includes("switchboard"))).toEqual([]);
  expect(history).toEqual({ n: 0 });
});

test("nothing is chosen beforehand, and what was not chosen is asked for", async () => {
  const page = await ann.go(at(dutch));
  const none = await ann.submit({});
  const nowhere = await ann.submit({ decision: "appoint" });

  expect(page.find("main input[checked]")).toEqual([]);
  expect(page.find(".verdicts__against").length).toBeGreaterThan(0);
  expect(none.errors).toEqual({ decision: "reviews.errors.decisionRequired" });
  expect(nowhere.errors).toEqual({ organizationId: "reviews.errors.organizationUnknown" });
});

test("a decision leads to the next review, its saved text to the person in that person's own language", async () => {
  await ann.go(at(dutch));
  const next = await ann.submit({
    decision: "ask",
    reply: "ask.role",
    comment: "Graag voor vrijdag.",
    then: "next",
  });
  const [mail] = await one.get(dutch)!.person.mailTo(dutch, "information-asked");
  const empty = await ann.submit({ decision: "refuse", reply: "ask.role" });
  const last = await ann.submit({ decision: "refuse", reply: "refuse.notYours", then: "next" });

  expect(next.path).toBe(at(english));
  expect(next.text).toContain(en("acts.review.ask", { name: "Daan Hoekstra" }));
  expect(mail!.text).toContain(replyIn("nl", "ask.role"));
  expect(mail!.text).toContain("Graag voor vrijdag.");
  expect(empty.errors).toEqual({ comment: "reviews.errors.reasonRequired" });
  expect([last.page, last.path]).toEqual(["reviews", "/en/reviews"]);
});
