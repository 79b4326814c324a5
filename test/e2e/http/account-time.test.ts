import { afterAll, beforeAll, expect, test } from "vitest";
import { startPortal, type TestPortal } from "#test/helpers/portal.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { company, followLink, lettersTo, requestOwn } from "./accounts.ts";
import { advance, signedIn, sql } from "./world.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startPortal({});
});
afterAll(() => portal?.stop());

const asking = (chief: string, language: string) => ({
  authorization: { authority: "other", authorizerEmail: chief, language },
  administrators: { nominateSelf: "yes" },
});

test("declined with a reason: the requester is told it, the link is used, a new request begins with what was typed", async () => {
  const requester = await signedIn(portal, "asks@declined.example", "nl", "Alex Asker");
  const sent = await requestOwn(requester, { language: "nl", ...asking("chief@declined.example", "fr") });
  const chief = await followLink(portal, "chief@declined.example", "account-to-activate");
  const link = chief.last!.path;

  const bare = await chief.submit({ comment: "" }, "decline");
  const asked = await chief.submit({ comment: "We have one already" }, "decline");
  const declined = await chief.submit();
  const again = await chief.go(link);
  const other = await chief.post(link, { decision: "approve", acceptAgreement: "yes", ...company });

  expect(bare.errors).toEqual({ comment: "activation.errors.commentRequired" });
  expect([asked.state, asked.text.includes("We have one already")]).toEqual(["check", true]);
  expect(declined.path).toBe("/fr/tasks");
  expect([again.status, again.state, other.status]).toEqual([410, "used", 410]);
  const ended = await requester.go(sent.path);
  expect(ended.state).toBe("declined");
  expect(ended.text).toContain("We have one already");
  expect(await lettersTo(portal, "asks@declined.example")).toEqual(["account-declined nl"]);
  const anew = await requester.go("/nl/accounts/new/authorization");
  expect([anew.state, anew.field("authorizerEmail")]).toEqual(["prefilled", "chief@declined.example"]);
});

test("warned 30 and 7 days before, expired after 90, by work that runs late and twice; then the identifier is free", async () => {
  const requester = await signedIn(portal, "asks@late.example", "fr", "Alex Asker");
  const sent = await requestOwn(requester, { language: "fr", ...asking("chief@late.example", "nl") });
  const link = await requester.linkTo("chief@late.example", "account-to-activate");
  const runTwice = async (duration: string) => {
    await advance(portal, duration);
    await Promise.all([portal.cron(), portal.cron()]);
    await portal.cron();
    return lettersTo(portal, "chief@late.example");
  };

  const early = await runTwice("P59D");
  const first = await runTwice("P2D");
  const second = await runTwice("P23D");
  const warned = await requester.linkTo("chief@late.example", "account-expiring");
  const over = await runTwice("P7D");

  expect(early).toEqual(["account-to-activate nl"]);
  expect(first).toEqual(["account-to-activate nl", "account-expiring nl"]);
  expect(second).toEqual(["account-to-activate nl", "account-expiring nl", "account-expiring nl"]);
  expect(warned).toBe(link);
  expect(over.at(-1)).toBe("account-expired nl");
  expect(over).toHaveLength(4);
  expect(await lettersTo(portal, "asks@late.example")).toEqual([
    "account-expiring fr",
    "account-expiring fr",
    "account-expired fr",
  ]);
  expect((await requester.go(sent.path)).state).toBe("expired");
  const chief = await signedIn(portal, "chief@late.example", "nl", "Chris Chief");
  const dead = await chief.go(link);
  expect([dead.status, dead.state]).toEqual([410, "accountOver"]);
  const anew = await requestOwn(requester, { language: "fr", ...asking("chief@late.example", "nl") });
  expect(anew.state).toBe("provisional");
  expect(anew.path).not.toBe(sent.path);
});

test("expiry holds on reading, before any work has run, and frees the identifier with the e-mails it owes", async () => {
  const requester = await signedIn(portal, "asks@unseen.example");
  const sent = await requestOwn(requester, asking("chief@unseen.example", "en"));
  const chief = await followLink(portal, "chief@unseen.example", "account-to-activate");
  const link = chief.last!.path;
  await advance(portal, "P91D");

  const read = await requester.go(sent.path);
  const acted = await chief.post(link, { decision: "approve", acceptAgreement: "yes", ...company });
  const tasks = await chief.go("/en/tasks");
  const second = await signedIn(portal, "second@unseen.example");
  const taken = await requestOwn(second, { authorization: { authority: "self" } });
  await portal.cron();

  expect(read.state).toBe("expired");
  expect([acted.status, acted.state]).toEqual([410, "accountOver"]);
  expect(tasks.state).toBe("empty");
  expect(taken.state).toBe("provisional");
  expect(await lettersTo(portal, "asks@unseen.example")).toEqual(["account-expired en"]);
  const states = await sql(portal)(
    "select state from smart_account where domain_identifier = 'unseen.example' order by state",
  );
  expect(states.map(({ state }) => state)).toEqual(["expired", "provisional"]);
});

test("activation and expiry at the edge of the 90 days: exactly one of them happens, whoever comes first", async () => {
  const rounds = [];
  for (let round = 0; round < 5; round += 1) {
    const domain = `edge${round}.example`;
    const requester = await signedIn(portal, `boss@${domain}`);
    await requestOwn(requester, {
      authorization: { authority: "self" },
      company: { provideCompany: "yes", ...company },
    });
    const link = await requester.linkTo(`boss@${domain}`, "account-to-activate");
    const fields = { decision: "approve", acceptAgreement: "yes" };
    // Sent a moment ago, so that a moment before the end of its 90 days it is activated and expires at once.
    await advance(portal, "P89DT23H59M59S");

    const [answer] = await Promise.all([requester.post(link, fields), portal.cron(), portal.cron()]);
    await portal.cron();

    const [account] = await sql(portal)(
      "select id, state from smart_account where domain_identifier = ?",
      domain,
    );
    const roles = await sql(portal)(
      "select count(*) as n from role where account_id = ?",
      String(account!["id"]),
    );
    rounds.push([account!["state"], answer.status, Number(roles[0]!["n"])].join(" "));
  }

  expect(rounds.every((round) => ["active 303 1", "expired 410 0", "expired 409 0"].includes(round))).toBe(
    true,
  );
});

test("two activations at once: one account, one administrator, one message of each kind", async () => {
  const requester = await signedIn(portal, "boss@both.example");
  await requestOwn(requester, {
    authorization: { authority: "self" },
    company: { provideCompany: "yes", ...company },
  });
  const link = await requester.linkTo("boss@both.example", "account-to-activate");
  const approve = { decision: "approve", acceptAgreement: "yes" };
  const deny = { decision: "deny", comment: "No", confirmed: "yes" };

  const answers = await Promise.all(
    [approve, approve, deny, deny, approve].map((fields, number) =>
      requester.post(link, { ...fields, operationId: `of-a-tab-of-its-own-${number}` }),
    ),
  );

  const [account] = await sql(portal)(
    "select id, state from smart_account where domain_identifier = 'both.example'",
  );
  const [roles] = await sql(portal)(
    "select count(*) as n from role where account_id = ?",
    String(account!["id"]),
  );
  const letters = await lettersTo(portal, "boss@both.example");
  const active = account!["state"] === "active";
  expect(answers.every(({ status }) => [303, 409, 410].includes(status))).toBe(true);
  expect(roles!["n"]).toBe(active ? 1 : 0);
  expect(letters).toEqual([
    "account-to-activate en",
    active ? "account-activated en" : "account-declined en",
  ]);
});

test("every invariant holds at the end", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
