import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "#src/i18n/languages.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { advance, sql, startDemo, tryOf, verify } from "./world.ts";

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
  let visitor: Visitor;
  let decider: Visitor;
  let link: string;

  test("who it is, is shown before anything is sent, with the address masked", async () => {
    await database("update person set language = ? where email = ?", reads, administrator);
    visitor = new Visitor(portal.url);
    await visitor.signIn(requester, language, one.name);

    const answer = await verify(visitor, language, one);

    expect(answer).toMatchObject({ status: 200, page: "confirm", path: `/${language}/onboarding/confirm` });
    expect(answer.body).not.toContain(administrator);
    expect(await visitor.mailTo(administrator)).toEqual([]);
  });

  test("«Confirm» sends the request, once, however often it is pressed", async () => {
    const operationId = visitor.last!.field("operationId")!;

    const answers = await Promise.all(
      [1, 2, 3].map(() => visitor.post(`/${language}/onboarding/confirm`, { operationId })),
    );
    const later = await visitor.post(`/${language}/onboarding/confirm`);

    expect([...answers, later].map(({ status, path }) => [status, path])).toEqual(
      Array(4).fill([303, `/${language}/onboarding/status`]),
    );
    expect(await visitor.mailTo(administrator, "request-to-decide")).toHaveLength(1);
  });

  test("the requester sees that it was submitted, to whom, and still no address", async () => {
    const answer = await visitor.go(`/${language}/onboarding/status`);

    expect(answer).toMatchObject({ page: "status", state: "requested" });
    expect(answer.body).not.toContain(administrator);
    expect(answer.text).toContain("••••@");
  });

  test("another step leads to the status, and so does another contract", async () => {
    const step = await visitor.request("GET", `/${language}/onboarding/verify`);
    const typed = await visitor.post(`/${language}/onboarding/verify`, {
      contractNumber: one.contractNumber,
      serialNumber: one.serialNumber,
    });

    expect([step.path, typed.path]).toEqual(Array(2).fill(`/${language}/onboarding/status`));
  });

  test("the administrator is written to in the own language and sees who asks, on which proof", async () => {
    const [mail] = await visitor.mailTo(administrator, "request-to-decide");
    link = new URL(mail!.links[0]!).pathname;
    decider = new Visitor(portal.url);
    await decider.signIn(administrator, reads);

    const answer = await decider.go(link);

    expect(mail).toMatchObject({ language: reads });
    expect(link).toMatch(new RegExp(`^/${reads}/link/d`, "u"));
    expect(answer).toMatchObject({ status: 200, page: "link", state: "decideRequest" });
    expect(answer.text).toContain(requester);
    expect(answer.text.replaceAll(" ", "")).toContain(one.contractNumber);
  });

  test("it waits on the administrator's To do too, and on nobody else's", async () => {
    const tasks = await decider.go(`/${reads}/tasks`);
    const own = await visitor.go(`/${language}/tasks`);

    expect(tasks.find(`main a[href="${link}"]`)).toHaveLength(1);
    expect(own.state).toBe("empty");
  });

  test("the requester finds it in My requests, and nobody else does", async () => {
    const list = await visitor.go(`/${language}/requests`);
    const [href] = list.find("table a").map(({ attributes }) => String(attributes["href"]));

    const own = await visitor.go(href!);
    const foreign = await decider.go(href!);

    expect(own).toMatchObject({ status: 200, page: "request", state: "pending" });
    expect(foreign.status).toBe(404);
  });

  test("withdrawn, it is over for both, and registration may begin again", async () => {
    await visitor.go(`/${language}/onboarding/status`);

    const withdrawn = await visitor.submit({ action: "withdraw", confirmed: "yes" });
    const again = await visitor.post(`/${language}/onboarding/status`, {
      action: "withdraw",
      confirmed: "yes",
    });
    const over = await decider.go(link);
    const tasks = await decider.go(`/${reads}/tasks`);
    const anew = await verify(visitor, language, one);

    expect(withdrawn).toMatchObject({ page: "status", state: "withdrawn" });
    expect([again.status, again.path]).toEqual([303, `/${language}/onboarding/status`]);
    expect(over).toMatchObject({ status: 410, state: "settled" });
    expect(over.text).toContain(one.name);
    expect(tasks.find(`main a[href="${link}"]`)).toEqual([]);
    expect(anew.page).toBe("confirm");
  });
});

test("the requester learns that the administrator could not be reached", async () => {
  await database(
    "update person set email = 'bounced@moselane.example' where email = 'marc.thill@moselane.example'",
  );
  const visitor = new Visitor(portal.url);
  await visitor.signIn("julie.weber@moselane.example", "fr");
  await advance(portal, "P1D");
  await visitor.go("/fr/onboarding/confirm");
  await visitor.submit();
  await expect
    .poll(async () => (await visitor.mailTo("bounced@moselane.example"))[0]?.status)
    .toBe("bounced");

  const answer = await visitor.go("/fr/onboarding/status");

  expect(answer.find(".govuk-inset-text--caution")).toHaveLength(1);
});

test("an action that the page does not offer is refused", async () => {
  const visitor = new Visitor(portal.url);
  await visitor.signIn("julie.weber@moselane.example", "fr");

  const answer = await visitor.post("/fr/onboarding/status", { action: "approve" });

  expect(answer.status).toBe(400);
});

test("whoever lost the race asks the winner, with what was typed", async () => {
  const [first, second] = [new Visitor(portal.url), new Visitor(portal.url)];
  const one = tryOf("camille.renard@clairval.example");
  await database(
    "insert into entitlement (contract_number, email) values (?, ?)",
    one.contractNumber,
    "second.person@clairval.example",
  );
  for (const [visitor, email] of [
    [first, one.email],
    [second, "second.person@clairval.example"],
  ] as const) {
    await visitor.signIn(email, "fr", "Deux Personnes");
    await verify(visitor, "fr", one);
    await visitor.submit({ organizationId: one.organizationId! });
  }
  await first.go(await first.linkTo(one.email, "confirm-address"));
  await second.go(await second.linkTo("second.person@clairval.example", "confirm-address"));
  await first.submit();

  const lost = await second.submit();
  const [button] = lost.find("main a.govuk-button");
  const confirm = await second.go(String(button?.attributes["href"]));
  const status = await second.submit();

  expect(lost.status).toBe(409);
  expect(confirm).toMatchObject({ page: "confirm", path: "/fr/onboarding/confirm" });
  expect(confirm.text.replaceAll(" ", "")).toContain(one.serialNumber);
  expect(status).toMatchObject({ page: "status", state: "requested" });
  expect(await second.mailTo(one.email, "request-to-decide")).toHaveLength(1);
});
