import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPortal, type TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { company, followLink, lettersTo } from "./accounts.ts";
import { signedIn, sql } from "./world.ts";

const en = translator("en");

let portal: TestPortal;
const agent = "agent.one@ardenne.example";
beforeAll(async () => {
  portal = await startPortal({ env: { PORTAL_AGENTS: agent } });
});
afterAll(() => portal?.stop());

const tongues = [
  { language: "en", theirs: "nl" },
  { language: "fr", theirs: "en" },
  { language: "nl", theirs: "fr" },
];

const request = (domain: string, more: Record<string, string> = {}) => ({
  accountName: "Customer Works",
  customerEmail: `chief@${domain}`,
  domainIdentifier: domain,
  customerNote: "As agreed on the phone",
  userEmails: `user@${domain}`,
  userNote: "Welcome to the account",
  ...more,
});

test.each(tongues)(
  "in $language: a partner requests an account, the customer corrects and activates it, the user accepts",
  async ({ language, theirs }) => {
    const domain = `customer-${language}.example`;
    const partner = `partner@resale-${language}.example`;
    const visitor = await signedIn(portal, partner, language, "Pat Partner");
    await visitor.go(`/${language}/accounts/for-customer`);

    const review = await visitor.submit(request(domain, { language: theirs }));
    const sent = await visitor.submit();
    const customer = await followLink(portal, `chief@${domain}`, "account-to-activate", "Chris Customer");
    const shown = customer.last!;
    const activated = await customer.submit({
      ...company,
      accountName: "Works of the Customer",
      acceptAgreement: "yes",
      allow: `user@${domain}`,
    });
    const user = await followLink(portal, `user@${domain}`, "nominated", "Uli User");
    const nomination = user.last!;
    await user.submit({ decision: "deny" });

    expect(review.page).toBe("account-for-customer-review");
    expect(sent).toMatchObject({ page: "request", state: "provisional" });
    expect(shown.text).toContain("As agreed on the phone");
    expect(activated.path).toBe(`/${theirs}/accounts/${domain}`);
    expect(activated.text).toContain("Works of the Customer");
    expect(nomination.text).toContain("Welcome to the account");
    expect(user.last!.path).toBe(`/${theirs}/tasks`);
    expect(await lettersTo(portal, partner)).toEqual([`account-activated ${language}`]);
    expect(await lettersTo(portal, `chief@${domain}`)).toEqual([
      `account-to-activate ${theirs}`,
      `nominee-answered ${theirs}`,
    ]);
    expect(await lettersTo(portal, `user@${domain}`)).toEqual([`nominated ${theirs}`]);
  },
);

test("a partner cannot accept for its customer, under no address and by no link", async () => {
  const partner = await signedIn(portal, "partner@selfmade.example");
  await partner.go("/en/accounts/for-customer");

  const own = await partner.submit(
    request("selfmade.example", { customerEmail: "Partner@Selfmade.example" }),
  );
  await partner.submit(request("other-customer.example"));
  await partner.submit();
  const link = await partner.linkTo("chief@other-customer.example", "account-to-activate");
  const acted = await partner.post(link, { decision: "approve", acceptAgreement: "yes", ...company });

  expect(own.errors).toEqual({
    customerEmail: "accounts.errors.customerEmailOwn",
    userEmails: undefined,
  });
  expect(own.status).toBe(422);
  expect(acted.status).toBe(403);
});

test("a foreign identifier waits for an agent; the activation e-mail leaves after the approval", async () => {
  const partner = await signedIn(portal, "partner@foreign.example", "fr", "Pat Partner");
  await partner.go("/fr/accounts/for-customer");
  await partner.submit(
    request("brand-of-customer.example", { customerEmail: "chief@holding.example", language: "nl" }),
  );
  const sent = await partner.submit();
  const before = await lettersTo(portal, "chief@holding.example");
  const deciding = await signedIn(portal, agent, "en", "Ag Ent");
  const page = await deciding.go(
    new URL((await deciding.mailTo(agent, "review-waiting"))[0]!.links[0]!).pathname,
  );

  const decided = await deciding.submit({ decision: "approve" });

  expect(sent.state).toBe("underApproval");
  expect(before).toEqual([]);
  expect(page.text).toContain(en("accounts.evidence.title"));
  expect(page.text).toContain("brand-of-customer.example");
  expect(decided.status).toBe(200);
  expect(await lettersTo(portal, "chief@holding.example")).toEqual(["account-to-activate nl"]);
  expect(await lettersTo(portal, "partner@foreign.example")).toEqual([
    "under-review fr",
    "review-outcome fr",
  ]);
  expect((await partner.go(sent.path)).state).toBe("provisional");
});

test("an agent asks first; the answer puts the identifier back into the queue", async () => {
  const partner = await signedIn(portal, "partner@asked.example", "fr", "Pat Partner");
  await partner.go("/fr/accounts/for-customer");
  await partner.submit(request("question.example", { customerEmail: "chief@answer.example" }));
  const sent = await partner.submit();
  const deciding = await signedIn(portal, agent, "en", "Ag Ent");
  const review = new URL((await deciding.mailTo(agent, "review-waiting"))[0]!.links[0]!).pathname;
  await deciding.go(review);

  await deciding.submit({ decision: "ask", comment: "Whose domain is it?" });
  const asked = await partner.go(sent.path);
  const tasks = await partner.go("/fr/tasks");
  await partner.go(await partner.linkTo("partner@asked.example", "information-asked"));
  await partner.submit({ answer: "Theirs, since 1990" });
  const answered = await deciding.go(review);
  await deciding.submit({ decision: "approve" });

  expect(asked.text).toContain("Un agent de l’équipe Ardenne Networks a posé une question");
  expect(tasks.state).toBe("waiting");
  expect(answered.text).toContain("Theirs, since 1990");
  expect((await partner.go(sent.path)).state).toBe("provisional");
  expect(await lettersTo(portal, "partner@asked.example")).toEqual([
    "under-review fr",
    "information-asked fr",
    "review-outcome fr",
  ]);
});

test("a refused identifier ends the request with the reason; it can be asked for again", async () => {
  const partner = await signedIn(portal, "partner@refused.example", "nl", "Pat Partner");
  await partner.go("/nl/accounts/for-customer");
  await partner.submit(request("not-theirs.example", { customerEmail: "chief@elsewhere.example" }));
  const sent = await partner.submit();
  const deciding = await signedIn(portal, agent, "en", "Ag Ent");
  await deciding.go(new URL((await deciding.mailTo(agent, "review-waiting"))[0]!.links[0]!).pathname);

  const bare = await deciding.submit({ decision: "refuse" });
  await deciding.submit({ decision: "refuse", comment: "The domain belongs to somebody else" });

  expect(bare.status).toBe(422);
  const ended = await partner.go(sent.path);
  expect(ended.state).toBe("refused");
  expect(ended.text).toContain("The domain belongs to somebody else");
  expect(await lettersTo(portal, "chief@elsewhere.example")).toEqual([]);
  const again = await partner.go("/nl/accounts/for-customer");
  expect([again.state, again.field("customerEmail")]).toEqual(["prefilled", "chief@elsewhere.example"]);
});

test("the customer corrects the identifier to a foreign one: it waits for approval, then the link comes anew", async () => {
  const partner = await signedIn(portal, "partner@corrects.example");
  await partner.go("/en/accounts/for-customer");
  await partner.submit(request("corrected.example", { userEmails: "" }));
  const sent = await partner.submit();
  const customer = await followLink(portal, "chief@corrected.example", "account-to-activate");
  const first = customer.last!.path;
  const deciding = await signedIn(portal, agent, "en", "Ag Ent");

  const told = await customer.submit({
    ...company,
    domainIdentifier: "elsewhere-corrected.example",
    acceptAgreement: "yes",
  });
  await deciding.go(new URL((await deciding.mailTo(agent, "review-waiting"))[0]!.links[0]!).pathname);
  await deciding.submit({ decision: "approve" });
  const old = await customer.go(first);
  await customer.go(await customer.linkTo("chief@corrected.example", "account-to-activate"));
  const kept = customer.last!.field("companyName");
  const activated = await customer.submit({ acceptAgreement: "yes" });

  expect([told.page, told.state]).toEqual(["request", "underApproval"]);
  expect(told.path).toBe(sent.path);
  expect(old.status).toBe(410);
  expect(kept).toBe("Atelier Nord SA");
  expect(activated.path).toBe("/en/accounts/elsewhere-corrected.example");
});

test("a withdrawn request takes its review and its link with it", async () => {
  const partner = await signedIn(portal, "partner@withdraws.example");
  await partner.go("/en/accounts/for-customer");
  await partner.submit(request("withdrawn.example", { customerEmail: "chief@apart-from.example" }));
  const sent = await partner.submit();
  const deciding = await signedIn(portal, agent, "en", "Ag Ent");
  const review = new URL((await deciding.mailTo(agent, "review-waiting"))[0]!.links[0]!).pathname;

  const withdrawn = await partner.submit({ action: "withdraw", confirmed: "yes" });
  const again = await partner.post(sent.path, { action: "withdraw", confirmed: "yes" });
  await deciding.go(review);

  expect([withdrawn.state, again.status]).toEqual(["withdrawn", 303]);
  expect(deciding.last!.state).toBe("withdrawn");
  expect(deciding.last!.find('form[id="form"]')).toEqual([]);
});

test("the requester has the e-mail sent once more, with the same link, once per 48 hours", async () => {
  const partner = await signedIn(portal, "partner@reminds.example");
  await partner.go("/en/accounts/for-customer");
  await partner.submit(request("reminded.example", { userEmails: "" }));
  await partner.submit();

  await signedIn(portal, "chief@reminded.example");
  const reminded = await partner.submit({ action: "remind" });
  const soon = await partner.submit({ action: "remind" });

  const mails = await new Visitor(portal.url).mailTo("chief@reminded.example", "account-to-activate");
  expect(reminded.status).toBe(200);
  expect([soon.status, soon.errors["form"]]).toEqual([429, "accounts.request.remindWait"]);
  expect(mails.map(({ links }) => links[0])).toEqual([mails[0]!.links[0], mails[0]!.links[0]]);
});

test("a partner is not told what became of a message to another company's address", async () => {
  const partner = await signedIn(portal, "nosy@resale-nosy.example");
  await partner.go("/en/accounts/for-customer");
  await partner.submit(request("asked-about.example", { userEmails: "" }));
  const { path } = await partner.submit();
  const become = (state: string) =>
    sql(portal)("update outbox set state = ? where recipient = 'chief@asked-about.example'", state);

  const texts = [];
  for (const state of ["sent", "bounced", "delivered"]) {
    await become(state);
    texts.push((await partner.go(path)).text);
  }

  expect([...new Set(texts)]).toHaveLength(1);
});

test("every invariant holds at the end", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
