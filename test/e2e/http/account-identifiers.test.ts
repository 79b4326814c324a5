import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { activate, company, lettersTo, requestOwn } from "./accounts.ts";
import { readdress } from "./provider-world.ts";
import { agents, signedIn, sql, startDemo } from "./world.ts";

const en = translator("en");

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo({
    rows: {
      organizations: [
        "north,,North Works,Kade 1,Gent,9000,,BE,",
        "north-site,north,North Works Site,Kade 2,Gent,9000,,BE,",
        "south,,South Works,Rue 1,Namur,5000,,BE,",
        "known,,Known Company,Rue 2,Namur,5000,,BE,known-company.example",
      ],
      contracts: ["N1", "N2", "S1", "K1"].map(
        (number, at) =>
          `${number},SP Base,${["north", "north-site", "south", "known"][at]},2020-01-01,2040-01-01`,
      ),
      entitlements: [
        "N1,an@line-provider.example,",
        "S1,bo@line-provider.example,",
        "N1,an@one-company.example,",
        "N2,bo@one-company.example,",
        "N1,an@known-company.example,",
        "S1,bo@known-company.example,",
      ],
    },
  });
});
afterAll(() => portal?.stop());

const self = { authorization: { authority: "self" } };
const stateOf = async (email: string) =>
  (
    await sql(portal)(
      `select c.state from smart_account c join person p on p.id = c.requester_id where p.email = ?`,
      email,
    )
  ).map(({ state }) => state);

test("a stranger's request for a company's identifier keeps nobody from it, ends when the company activates, and says where to ask", async () => {
  const stranger = await signedIn(portal, "mallory@elsewhere.example", "fr");
  await requestOwn(stranger, {
    language: "fr",
    authorization: { authority: "other", authorizerEmail: "nobody@lowry.example", language: "en" },
  });
  const rachel = await signedIn(portal, "rachel@lowry.example");

  const sent = await requestOwn(rachel, self);
  const active = await activate(rachel, "rachel@lowry.example");

  const seen = await stranger.go("/fr/requests");
  const over = await stranger.go(
    seen
      .find("a")
      .map(({ attributes }) => String(attributes["href"]))
      .find((href) => /requests\/./u.test(href))!,
  );
  expect([sent.status, active.path]).toEqual([200, "/en/accounts/lowry.example"]);
  expect(await stateOf("mallory@elsewhere.example")).toEqual(["overtaken"]);
  expect(over.state).toBe("overtaken");
  expect(await lettersTo(portal, "mallory@elsewhere.example")).toEqual(["account-overtaken fr"]);
});

test("a colleague's request that waits for activation blocks nobody either; the first activation counts", async () => {
  const [one, two] = [await signedIn(portal, "one@pair.example"), await signedIn(portal, "two@pair.example")];
  await requestOwn(one, self);
  await requestOwn(two, self);
  const link = await two.linkTo("two@pair.example", "account-to-activate");

  await activate(one, "one@pair.example");
  const late = await two.post(link, { decision: "approve", acceptAgreement: "yes" });
  const page = await two.go(link);

  expect([late.status, page.status, page.state]).toEqual([410, 410, "accountOver"]);
  expect(await stateOf("two@pair.example")).toEqual(["overtaken"]);
});

test("a foreign identifier under approval is overtaken by whoever is within it, and leaves the agents' queue", async () => {
  const stranger = await signedIn(portal, "eve@elsewhere.example");
  await requestOwn(stranger, { ...self, identity: { domainIdentifier: "victim.example" } });
  const waiting = await stateOf("eve@elsewhere.example");
  const owner = await signedIn(portal, "owner@victim.example");
  await requestOwn(owner, self);

  await activate(owner, "owner@victim.example");

  const [review] = await sql(portal)(
    `select state from review where kind = 'identifier' and person_id = (select id from person where email = 'eve@elsewhere.example')`,
  );
  expect(waiting).toEqual(["underApproval"]);
  expect(await stateOf("eve@elsewhere.example")).toEqual(["overtaken"]);
  expect(review!["state"]).toBe("withdrawn");
});

test.each([
  ["people of several customers have addresses there", "line-provider.example", "underApproval"],
  ["it lies below a domain where they do", "mail.line-provider.example", "underApproval"],
  ["all its people are of one customer", "one-company.example", "provisional"],
  ["it is known as a company's own", "known-company.example", "provisional"],
  ["nobody is known there", "fresh-company.example", "provisional"],
])("an identifier when %s: %s is %s", async (_, domain, state) => {
  const visitor = await signedIn(portal, `boss@${domain}`);

  await requestOwn(visitor, self);

  expect(await stateOf(`boss@${domain}`)).toEqual([state]);
});

test("an agent reads why such an identifier waits", async () => {
  const agent = await signedIn(portal, agents[0]);
  const [waiting] = (await agent.mailTo(agents[0], "review-waiting")).filter(({ text }) =>
    text.includes("boss@line-provider.example"),
  );

  const review = await agent.go(new URL(waiting!.links[0]!).pathname);

  expect(review.text).toContain(en("reviews.reasons.sharedIdentifier"));
});

test("every invariant holds afterwards", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});

test.each([
  ["who asks by another spelling of the own mailbox", "agent.one+a@ardenne.example", { authority: "self" }],
  [
    "whom the request would put in charge",
    "mate@elsewhere-again.example",
    { authority: "other", authorizerEmail: agents[0], language: "en" },
  ],
])("an agent %s leaves the decision to another", async (_, email, authorization) => {
  const requester = await signedIn(portal, email);
  const domainIdentifier = `${authorization.authority}-customer.example`;
  await requestOwn(requester, { authorization, identity: { domainIdentifier } });
  const [one] = await sql(portal)(
    "select v.id from review v join person p on p.id = v.person_id where p.email = ?",
    email,
  );
  const at = `/en/reviews/${String(one?.id)}`;

  const own = await (await signedIn(portal, agents[0])).post(at, { decision: "approve" });
  const other = await (await signedIn(portal, agents[1])).post(at, { decision: "approve" });

  expect([own.status, other.status]).toEqual([403, 303]);
});

test("whoever has moved to another company activates the former one's identifier when an agent has approved it", async () => {
  const [before, after] = ["mo@former.example", "mo@elsewhere-now.example"] as const;
  const first = await signedIn(portal, before);
  await requestOwn(first, self);
  const link = await first.linkTo(before, "account-to-activate");
  await readdress(first, before, after);
  const moved = await signedIn(portal, after);

  const page = await moved.go(link);
  const asked = await moved.submit({ decision: "approve", acceptAgreement: "yes", ...company });
  const waiting = await stateOf(after);
  const [review] = await sql(portal)(
    "select v.id, v.reasons from review v join person p on p.id = v.person_id where p.email = ?",
    after,
  );
  const agent = await signedIn(portal, agents[0]);
  const approved = await agent.post(`/en/reviews/${String(review?.id)}`, { decision: "approve" });
  const again = await moved.go(await moved.linkTo(after, "account-to-activate"));
  await moved.submit({ decision: "approve", acceptAgreement: "yes", ...company });

  expect(page.text).not.toContain(en("activation.approved"));
  expect([asked.status, waiting, review?.reasons]).toEqual([200, ["underApproval"], '["foreignIdentifier"]']);
  expect(approved.status).toBe(303);
  expect(again.text).toContain(en("activation.approved"));
  expect(await stateOf(after)).toEqual(["active"]);
});

test("that an agent has approved a shared identifier does not make it the next company's", async () => {
  const [before, after] = ["lin@line-provider.example", "lin@elsewhere-then.example"] as const;
  const first = await signedIn(portal, before);
  await requestOwn(first, self);
  const reasonsOf = () =>
    sql(portal)(
      "select v.id, v.reasons, v.state from review v join person p on p.id = v.person_id where p.email in (?, ?) order by v.created_at",
      before,
      after,
    );
  const [shared] = await reasonsOf();
  const agent = await signedIn(portal, agents[0]);
  await agent.post(`/en/reviews/${String(shared?.id)}`, { decision: "approve" });
  const link = await first.linkTo(before, "account-to-activate");
  await readdress(first, before, after);
  const moved = await signedIn(portal, after);

  await moved.go(link);
  await moved.submit({ decision: "approve", acceptAgreement: "yes", ...company });

  expect(await stateOf(after)).toEqual(["underApproval"]);
  expect(await reasonsOf()).toMatchObject([
    { reasons: '["sharedIdentifier"]', state: "approved" },
    { reasons: '["foreignIdentifier","sharedIdentifier"]', state: "open" },
  ]);
});
