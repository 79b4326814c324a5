import { afterAll, beforeAll, expect, test } from "vitest";
import {
  askQuestion,
  choose,
  mailsTo,
  signedIn,
  sql,
  startDemo,
  tryOf,
  verify,
} from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Fields } from "#test/helpers/visitor.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
});
afterAll(() => portal?.stop());

const handOver = "/en/onboarding/hand-over";

test("nothing in the query of an address stands for a field of the form", async () => {
  const one = tryOf("conor.byrne@harrow-wren.example");
  const visitor = await signedIn(portal, one.email);
  const reviewed = await choose(portal.url, "grace.miller@integrix.example");

  const named = await visitor.post("/en/profile?name=Other&language=nl", { name: "Conor Byrne" });
  const nameless = await visitor.post("/en/profile?name=Other", {});
  const invited = await visitor.post(`${handOver}?email=in@the-query.example`, {
    email: "in@the-form.example",
  });
  const unverified = await visitor.post(
    `/en/onboarding/verify?contractNumber=${one.contractNumber}&serialNumber=${one.serialNumber}`,
    {},
  );
  await verify(visitor, "en", one);
  const chosen = await visitor.post("/en/onboarding/organization?organizationId=none", {
    organizationId: one.organizationId!,
  });
  const unchosen = await visitor.post("/en/onboarding/organization?organizationId=none", {});
  await visitor.post(await visitor.linkTo(one.email, "confirm-address"));
  const terms = await visitor.linkTo(one.email, "accept-terms");
  const accepted = await visitor.post(`${terms}?acceptTerms=yes`, {});
  const withdrawn = await reviewed.post("/en/onboarding/status?action=withdraw", { action: "nothing" });

  expect(
    [named, nameless, invited, unverified, chosen, unchosen, accepted, withdrawn].map(({ status }) => status),
  ).toEqual([303, 422, 303, 422, 303, 422, 422, 400]);
  expect(chosen.path).toBe("/en/onboarding/check-email");
  expect(await database("select name, language from person where email = ?", one.email)).toEqual([
    { name: "Conor Byrne", language: "en" },
  ]);
  expect(await mailsTo(portal, "in@the-query.example", "hand-over")).toEqual([]);
  expect(await mailsTo(portal, "in@the-form.example", "hand-over")).toHaveLength(1);
  expect((await reviewed.go("/en/onboarding/status")).state).toBe("review");
});

test("an operation id with other fields is another operation, with the same fields the same one", async () => {
  const { email, contractNumber, serialNumber } = tryOf("eleanor.hart@harrow-wren.example");
  const visitor = await signedIn(portal, email);
  const operationId = "the-same-id";
  const [right, wrong, ...invitations] = [
    ["/en/onboarding/verify", { contractNumber, serialNumber }],
    ["/en/onboarding/verify", { contractNumber: "999999999", serialNumber: "ZZZ9999" }],
    [handOver, { email: "c1@harrow-wren.example" }],
    [handOver, { email: "c2@harrow-wren.example" }],
    [handOver, { email: "c2@harrow-wren.example" }],
  ] as [string, Fields][];
  const post = ([path, fields]: [string, Fields]) => visitor.post(path, { ...fields, operationId });

  const first = await post(right!);
  const second = await post(wrong!);
  const sent = [await post(invitations[0]!), await post(invitations[1]!), await post(invitations[2]!)];

  expect([first.status, second.status]).toEqual([303, 422]);
  expect(sent.map(({ status }) => status)).toEqual([303, 303, 303]);
  expect(await mailsTo(portal, "c1@harrow-wren.example", "hand-over")).toHaveLength(1);
  expect(await mailsTo(portal, "c2@harrow-wren.example", "hand-over")).toHaveLength(1);
});

test("no record of an operation holds an e-mail address", async () => {
  await askQuestion(portal, "grace.miller@integrix.example");

  const rows = await database(
    `select id from operation where id like '%@%'
     union all select operation_id from audit_event where operation_id like '%@%'
     union all select operation_id from outbox where operation_id like '%@%'`,
  );

  expect(rows).toEqual([]);
});
