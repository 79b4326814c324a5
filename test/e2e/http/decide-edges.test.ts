import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { terms as inForce } from "#src/domain/limits.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { administrator, sql, startDemo, tryOf, verify } from "./world.ts";

const first = tryOf("camille.renard@clairval.example");
const domain = first.email.split("@")[1]!;

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let decider: Visitor;
let number = 0;

beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  decider = await administrator(portal.url, first.email);
});
afterAll(() => portal.stop());

let asker: Visitor;
let email: string;
let link: string;

/** A new colleague asks; the link of the e-mail to the first administrator. */
beforeEach(async () => {
  number += 1;
  email = `colleague.${number}@${domain}`;
  await database(
    "insert into entitlement (contract_number, email) values (?, ?)",
    first.contractNumber,
    email,
  );
  asker = new Visitor(portal.url);
  await asker.signIn(email, "en", `Colleague ${number}`);
  await verify(asker, "en", first);
  await asker.submit();
  link = await asker.linkTo(first.email, "request-to-decide");
});

const refusals = (subject: string) =>
  database("select action, refusal from audit_event where subject_id = ? and refusal is not null", subject);
const requestOf = async (who: string) => {
  const [row] = await database(
    "select a.* from access_request a join person p on p.id = a.requester_id where p.email = ?",
    who,
  );
  return row!;
};

/** Makes somebody another administrator in office of the first one's organization. */
const nominate = (who: string, position: number) =>
  database(
    `insert into seat (id, organization_id, person_id, position, origin, origin_id, terms_version, terms_accepted_at, created_at)
     select ?, s.organization_id, p.id, ?, 'nomination', s.person_id, '1', 1, 1 from seat s, person p
     where s.position = 1 and s.person_id = (select id from person where email = ?) and p.email = ?`,
    `seat-${number}`,
    position,
    first.email,
    who,
  );

describe("the terms on the first decision", () => {
  test("are asked on the same page, and asking for information needs none", async () => {
    const page = await decider.go(link);
    const approve = await decider.submit({ decision: "approve", role: "customer-user" });
    const deny = await decider.submit({ decision: "deny", comment: "Not one of us" });
    const ask = await decider.submit({ decision: "ask", comment: "Which site?" });

    expect(page.find('input[name="acceptTerms"]')).toHaveLength(1);
    expect([approve, deny].map(({ status, errors }) => [status, errors])).toEqual(
      Array(2).fill([422, { acceptTerms: "decision.errors.termsRequired" }]),
    );
    expect(ask).toMatchObject({ status: 200, state: "waiting" });
  });

  test("are accepted with it, by version and time; their own link is of no use then", async () => {
    const terms = await decider.linkTo(first.email, "accept-terms");
    await decider.go(link);

    await decider.submit({ decision: "approve", role: "customer-user", acceptTerms: "yes" });
    const tasks = await decider.go("/fr/tasks");
    const [seat] = await database(
      `select s.id, s.terms_version, s.terms_accepted_at from seat s join person p on p.id = s.person_id
       where p.email = ?`,
      first.email,
    );
    const [audited] = await database(
      "select to_state from audit_event where subject_id = ? and action = 'seat.accept-terms'",
      String(seat!["id"]),
    );

    expect(seat).toMatchObject({ terms_version: inForce.version });
    expect(seat!["terms_accepted_at"]).toBeTypeOf("number");
    expect(audited).toMatchObject({ to_state: inForce.version });
    expect(tasks.find(`main a[href="${terms}"]`)).toEqual([]);
    expect((await decider.go(terms)).status).toBe(410);
  });

  test("are asked once", async () => {
    const page = await decider.go(link);

    const approved = await decider.submit({ decision: "approve", role: "customer-administrator" });

    expect(page.find('input[name="acceptTerms"]')).toEqual([]);
    expect(approved).toMatchObject({ page: "organization-request", state: "approved" });
  });
});

test("a denial leads to To do; the requester reads the reason and may register again", async () => {
  await decider.go(link);

  const denied = await decider.submit({ decision: "deny", comment: "Not <i>one</i> of us" });
  const [mail] = await asker.mailTo(email, "access-denied");
  const status = await asker.go("/en/onboarding/status");
  const again = await verify(asker, "en", first);

  expect(denied).toMatchObject({ page: "tasks" });
  expect(mail!.text).toContain("Not <i>one</i> of us");
  expect(mail!.html).toContain("Not &lt;i&gt;one&lt;/i&gt; of us");
  expect(status).toMatchObject({ page: "status", state: "denied" });
  expect(status.text).toContain("Not <i>one</i> of us");
  expect(again.page).toBe("confirm");
});

test("pressed twice at once, it is one decision", async () => {
  await decider.go(link);
  const operationId = decider.last!.field("operationId")!;
  const fields = { decision: "approve", role: "customer-user" };

  const answers = await Promise.all([
    decider.post(link, { operationId, ...fields }),
    decider.post(link, { operationId, ...fields }),
    decider.post(link, fields),
  ]);

  expect(new Set(answers.map(({ status, path }) => `${status} ${path}`)).size).toBe(1);
  expect(answers[0]!.status).toBe(303);
  expect(await asker.mailTo(email, "access-granted")).toHaveLength(1);
});

test("a forwarded link decides nothing, says for whom it is, and the attempt is on record", async () => {
  const stranger = new Visitor(portal.url);
  await stranger.signIn("somebody.else@feldkamp.example", "en");

  const page = await stranger.go(link);
  const act = await stranger.post(link, { decision: "approve", role: "customer-user" });
  const { id, state } = await requestOf(email);

  expect([page.status, page.state, act.status, act.state]).toEqual([403, "otherPerson", 403, "otherPerson"]);
  expect(page.text).not.toContain(email);
  expect(state).toBe("pending");
  expect(await refusals(String(id))).toMatchObject([
    { action: "accessRequest.decide", refusal: "forbidden" },
  ]);
});

test("a request that was withdrawn says so, and who withdrew it when", async () => {
  await asker.go("/en/onboarding/status");
  await asker.submit({ action: "withdraw", confirmed: "yes" });

  const page = await decider.go(link);
  const act = await decider.post(link, { decision: "approve", role: "customer-user" });

  expect([page.status, act.status]).toEqual([410, 409]);
  for (const { text } of [page, act]) {
    expect(text).toContain(`Colleague ${number}`);
    expect(text).toMatch(/\d{4} .*(CES?T|UTC)/u);
  }
});

test("whoever lost the seat meanwhile decides no more, and is told so", async () => {
  const change = "update seat set ended_at = ? where person_id = (select id from person where email = ?)";
  await decider.go(link);
  await database(change, Date.now(), first.email);

  const act = await decider.submit({ decision: "approve", role: "customer-user" });
  const page = await decider.go(link);
  await database(change, null, first.email);
  const { id, state } = await requestOf(email);

  expect([act.status, act.state, page.status, page.state]).toEqual([403, "notYours", 403, "notYours"]);
  expect(state).toBe("pending");
  expect(await refusals(String(id))).toMatchObject([{ refusal: "forbidden" }]);
});

test("what one administrator has decided, another one is told, with the time and its zone", async () => {
  const second = `second.${number}@${domain}`;
  const other = new Visitor(portal.url);
  await other.signIn(second, "en", "Second Administrator");
  await nominate(second, 2);
  const { id, organization_id: place } = await requestOf(email);
  const page = `/en/organizations/${place}/requests/${id}`;
  await other.go(page);
  await decider.post(link, { decision: "approve", role: "customer-user" });

  const late = await other.submit({ decision: "deny", comment: "Not one of us" });
  const seen = await other.go(page);

  expect(late.status).toBe(409);
  expect(late.text).toContain(first.name);
  expect(late.text).toMatch(/\d{4} .*(CES?T|UTC)/u);
  expect(seen).toMatchObject({ status: 200, state: "approved" });
  expect(seen.text).toContain(first.name);
  expect(seen.find('form[id="form"]')).toEqual([]);
});

test("requests are listed with the oldest first for whoever decides, and for nobody else", async () => {
  const { id, organization_id: place } = await requestOf(email);
  const path = `/en/organizations/${place}/requests`;
  const stranger = new Visitor(portal.url);
  await stranger.signIn("somebody.else@feldkamp.example", "en");

  const list = await decider.go(path);
  const foreign = await stranger.go(path);
  const foreignOne = await stranger.go(`${path}/${id}`);
  const foreignAct = await stranger.post(`${path}/${id}`, { decision: "approve", role: "customer-user" });
  const missing = await decider.go(`${path}/no-such-request`);

  expect(list).toMatchObject({ status: 200, page: "organization-requests", state: "some" });
  expect(list.find(`a[href="${path}/${id}"]`)).toHaveLength(1);
  expect([foreign, foreignOne, foreignAct, missing].map(({ status }) => status)).toEqual([
    404, 404, 404, 404,
  ]);
});

test("a customer administrator may not open the requests: 403", async () => {
  await decider.post(link, { decision: "approve", role: "customer-administrator" });
  const { id, organization_id: place } = await requestOf(email);

  const list = await asker.go(`/en/organizations/${place}/requests`);
  const act = await asker.post(`/en/organizations/${place}/requests/${id}`, {
    decision: "deny",
    comment: "x",
  });

  expect([list.status, act.status]).toEqual([403, 403]);
});

test("an own request cannot be decided by its requester", async () => {
  await nominate(email, 50);
  const { id, organization_id: place } = await requestOf(email);

  const act = await asker.post(`/en/organizations/${place}/requests/${id}`, {
    decision: "approve",
    role: "customer-administrator",
  });

  expect(act.status).toBe(403);
  expect((await requestOf(email))["state"]).toBe("pending");
});

test("what somebody tries in vain again and again is on record twenty times a day, and of strangers never", async () => {
  await nominate(email, 51);
  const { id, organization_id: place } = await requestOf(email);
  const stranger = new Visitor(portal.url);
  await stranger.signIn("nobody.here@elsewhere.example", "en");
  const decide = (who: Visitor) =>
    who.post(`/en/organizations/${place}/requests/${id}`, { decision: "approve", role: "customer-user" });

  for (let times = 0; times < 23; times += 1) await Promise.all([decide(asker), decide(stranger)]);

  expect(await refusals(String(id))).toHaveLength(20);
});

test("a reminder goes out from My requests too, but not while a question waits for the requester", async () => {
  const { id } = await requestOf(email);
  await asker.go(`/en/requests/${id}`);

  const reminded = await asker.submit({ action: "remind" }, "remind");
  await decider.post(link, { decision: "ask", comment: "Which site?" });
  const waiting = await asker.go(`/en/requests/${id}`);
  const pointless = await asker.post(`/en/requests/${id}`, { action: "remind" });

  expect(reminded).toMatchObject({ page: "request", state: "pending" });
  expect(reminded.find('form[id="remind"]')).toEqual([]);
  expect(await decider.mailTo(first.email, "reminder-to-decide")).toHaveLength(1);
  expect(waiting).toMatchObject({ page: "request", state: "waiting" });
  expect(waiting.text).toContain("Which site?");
  expect(pointless.status).toBe(409);
});
