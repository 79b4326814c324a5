import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { masked } from "#src/domain/email.ts";
import type { Language } from "#src/i18n/languages.ts";
import { translator } from "#src/i18n/translator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { sql, startDemo, tryOf, verify } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
});
afterAll(() => portal.stop());

const cases: [Language, string, string, Language][] = [
  ["fr", "julie.weber@moselane.example", "marc.thill@moselane.example", "nl"],
  ["nl", "pieter.claes@noorderkaai.example", "els.wouters@noorderkaai.example", "en"],
  ["en", "oliver.grant@castleford-rail.example", "priya.nair@castleford-rail.example", "fr"],
];

describe.each(cases)("in %s, %s asks %s, who reads %s", (language, requester, administrator, reads) => {
  const one = tryOf(requester);
  const asker = new Visitor("");
  let visitor = asker;
  let decider = asker;
  let link: string;

  test("the administrator's page shows who asks for what on which proof, in the own language", async () => {
    await database("update person set language = ? where email = ?", reads, administrator);
    visitor = new Visitor(portal.url);
    await visitor.signIn(requester, language, one.name);
    await verify(visitor, language, one);
    await visitor.submit();
    link = await visitor.linkTo(administrator, "request-to-decide");
    decider = new Visitor(portal.url);
    await decider.go(link);
    await decider.submit();
    const [mail] = await decider.mailTo(administrator, "sign-in-code");

    const answer = await decider.submit({ code: mail!.code! });

    expect(answer).toMatchObject({ status: 200, page: "link", state: "decideRequest", path: link });
    expect(link).toContain(`/${reads}/link/`);
    expect(answer.text).toContain(requester);
    expect(answer.text.replaceAll(" ", "")).toContain(one.contractNumber);
  });

  test("a decision without a role, a reason or a question is refused at its field", async () => {
    const approve = await decider.submit({ decision: "approve", acceptTerms: "yes" });
    const deny = await decider.submit({ decision: "deny", comment: "  ", acceptTerms: "yes" });
    const ask = await decider.submit({ decision: "ask", comment: "x".repeat(1001) });
    const none = await decider.submit({ role: "customer-user" });

    expect([approve, deny, ask, none].map(({ status, errors }) => [status, errors])).toEqual([
      [422, { role: "decision.errors.roleRequired" }],
      [422, { comment: "decision.errors.reasonRequired" }],
      [422, { comment: "decision.errors.questionTooLong" }],
      [422, { decision: "decision.errors.decisionRequired" }],
    ]);
  });

  test("asked for information, the requester reads the question in the own language and answers it", async () => {
    const asked = await decider.submit({ decision: "ask", comment: "Which <b>site</b>?" });
    const [mail] = await visitor.mailTo(requester, "information-asked");
    const question = new URL(mail!.links[0]!).pathname;
    const status = await visitor.go(`/${language}/onboarding/status`);
    const tasks = await visitor.go(`/${language}/tasks`);
    const page = await visitor.go(question);
    const answered = await visitor.submit({ answer: "The one in the north." });

    expect(asked).toMatchObject({ page: "organization-request", state: "waiting" });
    expect(mail).toMatchObject({ language, to: requester });
    expect(mail!.html).toContain("Which &lt;b&gt;site");
    expect(mail!.text).toContain(`(${masked(administrator)})`);
    expect(mail!.text).not.toContain(administrator);
    expect(status.find(`main a[href="${question}"]`)).toHaveLength(1);
    expect(tasks.find(`main a[href="${question}"]`)).toHaveLength(1);
    expect(page).toMatchObject({ state: "answerQuestion" });
    expect(answered).toMatchObject({ page: "tasks", state: "empty" });
  });

  test("the answer reaches the administrator with a new link; the first one tells what was done with it", async () => {
    const used = await decider.go(link);
    const [mail] = await decider.mailTo(administrator, "answer-received");
    const anew = new URL(mail!.links[0]!).pathname;

    const answer = await decider.go(anew);

    expect(used).toMatchObject({ status: 410, state: "decided" });
    expect(used.text).toContain(translator(reads)("link.used.decide"));
    expect(mail!.language).toBe(reads);
    expect(mail!.text).toContain("The one in the north.");
    expect(anew).not.toBe(link);
    expect(answer).toMatchObject({ status: 200, state: "decideRequest" });
    expect(answer.text).toContain("The one in the north.");
    link = anew;
  });

  test("a reminder goes out with the same link, once in 48 hours", async () => {
    await visitor.go(`/${language}/onboarding/status`);
    const sent = await visitor.submit({ action: "remind" }, "remind");
    const again = await visitor.post(`/${language}/onboarding/status`, { action: "remind" });
    const reminders = await visitor.mailTo(administrator, "reminder-to-decide");

    expect(sent).toMatchObject({ page: "status", state: "requested" });
    expect(again.status).toBe(429);
    expect(Number(again.headers.get("retry-after"))).toBeGreaterThan(47 * 3600);
    expect(reminders.map(({ language: read, links }) => [read, new URL(links[0]!).pathname])).toEqual([
      [reads, link],
    ]);
  });

  test("approved in two fields, it leads to the request; the requester hears it in the own language", async () => {
    await decider.go(link);

    const approved = await decider.submit({ decision: "approve", role: "customer-user" });
    const [mail] = await visitor.mailTo(requester, "access-granted");
    const status = await visitor.go(`/${language}/onboarding/status`);
    const portalPage = await visitor.go(`/${language}/portal`);

    expect(approved).toMatchObject({ page: "organization-request", state: "approved" });
    expect(mail).toMatchObject({ language, to: requester });
    expect(mail!.text).toContain(translator(language)("roles.customer-user"));
    expect(mail!.text).toContain(`(${masked(administrator)})`);
    expect(mail!.text).not.toContain(administrator);
    expect(status).toMatchObject({ state: "granted" });
    expect(portalPage).toMatchObject({ state: "in" });
  });

  test("the same decision again is harmless, another one is told what was decided", async () => {
    const same = await decider.post(link, { decision: "approve", role: "customer-user" });
    const other = await decider.post(link, { decision: "deny", comment: "On second thoughts, no." });
    const page = await decider.go(link);

    expect([same.status, same.path.split("/")[2]]).toEqual([303, "organizations"]);
    expect(other.status).toBe(410);
    expect(page).toMatchObject({ status: 410, state: "decided" });
    expect(await visitor.mailTo(requester, "access-granted")).toHaveLength(1);
    expect(await visitor.mailTo(requester, "access-denied")).toEqual([]);
  });
});
