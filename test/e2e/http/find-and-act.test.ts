import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { reviewed } from "./reviewed.ts";
import { agents, signedIn, sql, startDemo } from "./world.ts";

const en = translator("en");

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let agent: Visitor;
const els = "els.wouters@noorderkaai.example";
const find = (text: string) => agent.go(`/en/people?${new URLSearchParams({ email: text }).toString()}`);

beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  agent = new Visitor(portal.url);
  await agent.signIn(agents[0], "en", "Ann Agent");
});
afterAll(() => portal.stop());

test("an agent finds people, organizations and accounts by what somebody says on the telephone", async () => {
  const name = await find("els w");
  const organization = await find("noorderk");
  const whole = await find(els);
  const percent = await find("%");
  const nothing = await find("zzz nobody");

  expect([name.state, organization.state, whole.state, percent.state, nothing.state]).toEqual([
    "found",
    "found",
    "active",
    "unknown",
    "unknown",
  ]);
  expect(name.text).toContain(els);
  expect(organization.find('th a[href*="organization="]').length).toBeGreaterThan(0);
});

test("the story of somebody and of a place says what happened and who decides", async () => {
  const person = await find(els);
  const place = await agent.go("/en/people?organization=noorderkaai");
  const unknown = await agent.go("/en/people?organization=nowhere&account=nothing");

  expect(person.text).toContain(en("people.story.title"));
  expect(place.state).toBe("organization");
  expect(place.find(`th a[href*="${encodeURIComponent(els)}"]`)).toHaveLength(1);
  expect(unknown.status).toBe(200);
});

test("on the telephone an agent reads at the top what is open of somebody, and who is to act", async () => {
  await reviewed(portal).reviewOf("daan.hoekstra@oosterwoud-zorg.example");
  const seen = await find("daan.hoekstra@oosterwoud-zorg.example");
  const review = seen.find('th a[href^="/en/reviews/"]');
  const nothing = await find(els);

  expect(review).toHaveLength(1);
  expect(seen.text).toContain("An agent decides");
  expect(seen.text.indexOf("Where things stand")).toBeLessThan(seen.text.indexOf("What happened"));
  expect(nothing.text).toContain("Nothing is under way.");
});

test("nothing goes out again to whoever is suspended, or was invited and wants nothing more", async () => {
  const invited = "nobody.yet@never-again.example";
  const administrator = new Visitor(portal.url);
  await administrator.signIn("els.wouters@noorderkaai.example", "en");
  await administrator.post("/en/organizations/noorderkaai/people", {
    action: "associate",
    email: invited,
    role: "customer-user",
  });
  const [mail] = await agent.mailTo(invited, "access-granted");
  await database("update outbox set state = 'bounced' where id = ?", mail!.id);
  const again = () => agent.post("/en/people", { action: "send-again", email: invited, message: mail!.id });
  const stop = mail!.links.find((link) => link.includes("unsubscribe"))!;
  await new Visitor(portal.url).post(new URL(stop).pathname);
  const unwanted = await again();
  await database("delete from unwanted");
  await database("update person set disabled_at = 1 where email = ?", invited);
  const suspended = await again();

  expect([unwanted.status, unwanted.errors]).toEqual([422, { form: "people.errors.notAgain" }]);
  expect([suspended.status, suspended.errors]).toEqual([422, { form: "people.errors.notAgain" }]);
  expect(await database("select state, resent from outbox where id = ?", mail!.id)).toEqual([
    { state: "bounced", resent: 0 },
  ]);
});

test("an agent ends a seat after a check, once, and everybody concerned is told", async () => {
  await find(els);
  const [seat] = await database(
    "select s.id from seat s join person p on p.id = s.person_id where p.email = ? and s.ended_at is null",
    els,
  );
  const fields = { action: "end-seat", email: els, seat: String(seat!["id"]) };
  const check = await agent.post("/en/people", fields);
  const done = await agent.submit({ ...fields, confirmed: "yes" });
  const again = await agent.post("/en/people", { ...fields, confirmed: "yes" });
  const audit = await reviewed(portal).auditOf(String(seat!["id"]));
  const mails = await agent.mailTo(els, "access-changed");

  expect([check.status, check.state]).toEqual([200, "check"]);
  expect(done.text).toContain(en("acts.endSeat.done", { name: "Els Wouters", place: "…" }).split("…")[0]);
  expect(again.status).toBe(303);
  expect(audit.at(-1)).toMatchObject({ action: "seat.end", is_now: "ended" });
  expect(mails).toHaveLength(1);
});

test("of a stranger whose nomination an agent ends, the administrators are sent no name", async () => {
  const email = "nomi@strangers.example";
  const tom = "tom.maes@noorderkaai.example";
  await signedIn(portal, email, "en", "Nomi Nobodyknows");
  const administrator = await signedIn(portal, tom, "en");
  await administrator.post("/en/organizations/noorderkaai/administrators", { action: "nominate", email });
  const [seat] = await database(
    "select s.id from seat s join person p on p.id = s.person_id where p.email = ? and s.ended_at is null",
    email,
  );

  const fields = { action: "end-seat", email, seat: String(seat!["id"]) };
  const check = await agent.post("/en/people", fields);
  const done = await agent.submit({ ...fields, confirmed: "yes" });

  const audit = await reviewed(portal).auditOf(String(seat!["id"]));
  const mails = await agent.mailTo(tom, "administrator-changed");
  const [told] = await agent.mailTo(email, "access-changed");
  expect([check.state, check.title]).toEqual(["check", expect.stringMatching(/^End the nomination of/u)]);
  expect(done.text).toMatch(/The nomination of .* has ended\./u);
  expect(told!.text).toContain(en("roles.nominee"));
  expect(audit.at(-1)).toMatchObject({ action: "seat.end", is_now: "ended" });
  expect(mails.filter(({ text }) => text.includes("Nomi") || text.includes(email))).toEqual([]);
});

test("what an agent did stands in the history without a name, finds nobody, and stays so once it is no agent's address", async () => {
  const tom = await signedIn(portal, "tom.maes@noorderkaai.example", "en");
  const past = async (search = "") =>
    (await tom.go(`/en/organizations/noorderkaai/history.csv?person=${search}`)).body;
  const named = (text: string) => text.includes("Ann Agent") || text.includes("@ardenne.example");
  const rows = (text: string) => text.trim().split("\n").length - 1;
  const seen = async () => {
    const whole = await past();
    const found = [await past("Ann A"), await past("agent.one"), await past("retired")].map(rows);
    return { whole, found };
  };

  const before = await seen();
  await database("update person set email = 'retired@provider.example' where email = ?", agents[0]);
  const after = await seen();
  await database("update person set email = ? where email = 'retired@provider.example'", agents[0]);

  expect(before.whole).toContain(en("history.agent"));
  expect(named(before.whole)).toBe(false);
  expect(before.found).toEqual([0, 0, 0]);
  expect(after).toEqual(before);
});

test("a message that bounced goes out again, what arrived does not, and nobody but agents may", async () => {
  const [mail] = await agent.mailTo(els, "access-changed");
  const before = await agent.post("/en/people", { action: "send-again", email: els, message: mail!.id });
  await database("update outbox set state = 'bounced' where id = ?", mail!.id);
  const page = await find(els);
  const elsewhere = await agent.post("/en/people", {
    action: "send-again",
    email: agents[1],
    message: mail!.id,
  });
  const sent = await agent.post("/en/people", { action: "send-again", email: els, message: mail!.id });
  const outsider = new Visitor(portal.url);
  await outsider.signIn(els, "en");
  const refused = [
    await outsider.post("/en/people", { action: "send-again", email: els, message: mail!.id }),
    await outsider.post("/en/people", { action: "end-seat", email: els, seat: "x", confirmed: "yes" }),
    await outsider.go("/en/people?organization=noorderkaai"),
  ];
  const [row] = await database("select resent from outbox where id = ?", mail!.id);

  expect(page.find('button[value="send-again"]')).toHaveLength(1);
  expect([before.status, elsewhere.status, sent.status]).toEqual([303, 404, 303]);
  expect(refused.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(row).toEqual({ resent: 1 });
});
