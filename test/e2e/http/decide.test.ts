import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "../../../src/i18n/languages.ts";
import { translator } from "../../../src/i18n/translator.ts";
import type { TestPortal } from "../../helpers/portal.ts";
import { Visitor } from "../../helpers/visitor.ts";
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

  test("approved with two fields, it leads to the request; the requester hears it in the own language", async () => {
    const approved = await decider.send({ decision: "approve", role: "customer-user" });
    const [mail] = await visitor.mailTo(requester, "access-granted");
    console.log(approved.path, approved.status, approved.errors);

    expect(approved.status).toBe(303);
    expect(mail).toMatchObject({ language, to: requester });
    expect(mail!.text).toContain(translator(language)("roles.customer-user"));
  });
});
