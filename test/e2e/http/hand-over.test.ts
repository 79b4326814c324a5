import { afterAll, beforeAll, expect, test } from "vitest";
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

const page = "/nl/onboarding/hand-over";
const one = tryOf("bram.desmet@brouwerij-de-linde.example");

async function inviter(email = one.email) {
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, "nl", "Bram De Smet");
  await visitor.go(page);
  return visitor;
}

test("whoever is not signed in signs in first, and what was typed waits", async () => {
  const visitor = new Visitor(portal.url);
  const answer = await visitor.post(page, { email: "collega@brouwerij-de-linde.example", language: "fr" });

  expect([answer.status, answer.path]).toEqual([303, `/nl/sign-in?next=${encodeURIComponent(page)}`]);
  expect(await visitor.mailTo("collega@brouwerij-de-linde.example")).toEqual([]);
});

test.each([
  ["", "emailRequired"],
  ["collega", "emailMalformed"],
  ["collega@gmail.com", "emailPersonal"],
  [one.email.toUpperCase(), "emailOwn"],
])("%j is refused with what to do, and kept in the field", async (email, key) => {
  const visitor = await inviter();

  const answer = await visitor.submit({ email, language: "fr" });

  expect([answer.status, answer.errors]).toEqual([422, { email: `onboarding.handOver.errors.${key}` }]);
  expect(answer.field("email")).toBe(email);
});

test("the colleague is written to in the language chosen, and begins with what the inviter had proven", async () => {
  const email = "nouvelle.collegue@brouwerij-de-linde.example";
  await database("insert into entitlement (contract_number, email) values (?, ?)", one.contractNumber, email);
  const visitor = await inviter();
  await verify(visitor, "nl", one);
  await visitor.go(page);

  const sent = await visitor.submit({ email, language: "fr" });
  const [mail] = await visitor.mailTo(email, "hand-over");
  const { pathname, search } = new URL(mail!.links[0]!);
  const colleague = new Visitor(portal.url);
  const asked = await colleague.go(pathname + search);
  const filledIn = asked.field("email")!;
  await colleague.submit({ email: filledIn });
  const [sentCode] = await colleague.mailTo(email, "sign-in-code");
  const begun = await colleague.submit({ code: sentCode!.code! });

  expect(sent).toMatchObject({ page: "hand-over", state: "sent" });
  expect(mail).toMatchObject({ language: "fr" });
  expect(asked).toMatchObject({ page: "sign-in", state: "invited" });
  expect(asked.text).toContain(one.email);
  expect(filledIn).toBe(email);
  expect(begun.page).toBe("verify");
  expect(begun.field("name")).toBe("Nouvelle Collegue");
  expect(begun.text).toContain("Bram De Smet");
  expect([begun.field("contractNumber"), begun.field("serialNumber")]).toEqual([
    one.contractNumber,
    one.serialNumber,
  ]);
});

test("a colleague with a profile is written to in its language, whatever was chosen", async () => {
  const email = "eleanor.hart@harrow-wren.example";
  const visitor = await inviter();

  await visitor.submit({ email, language: "fr" });

  expect((await visitor.mailTo(email, "hand-over"))[0]).toMatchObject({ language: "en" });
});

test("the inviter sees whether it arrived and whether it was used", async () => {
  const email = "lise.nieuw@brouwerij-de-linde.example";
  const visitor = await inviter();
  await database("insert into entitlement (contract_number, email) values (?, ?)", one.contractNumber, email);
  await visitor.submit({ email, language: "nl" });
  await visitor.submit({ email: "bounced@brouwerij-de-linde.example", language: "nl" });
  await expect
    .poll(async () => (await visitor.mailTo("bounced@brouwerij-de-linde.example"))[0]?.status)
    .toBe("bounced");
  const colleague = new Visitor(portal.url);
  await colleague.signIn(email, "nl", "Lise Nieuw");
  await verify(colleague, "nl", one);

  const rows = (await visitor.go(page)).text;

  expect(rows).toMatch(/lise\.nieuw@\S+ Gebruikt/u);
  expect(rows).toMatch(/bounced@\S+ Kon niet worden bezorgd/u);
});

test("five a day, also all at once; the next day again", async () => {
  const visitor = new Visitor(portal.url);
  await visitor.signIn("sanne.dejong@brouwerij-de-linde.example", "nl", "Sanne de Jong");
  const invite = (number: number) =>
    visitor.post(page, { email: `collega${number}@brouwerij-de-linde.example`, language: "nl" });

  const answers = await Promise.all(Array.from({ length: 9 }, (_, number) => invite(number)));
  await advance(portal, "P1D");
  const nextDay = await invite(20);

  expect(answers.filter(({ status }) => status === 303)).toHaveLength(5);
  expect(answers.filter(({ status, headers }) => status === 429 && headers.get("retry-after"))).toHaveLength(
    4,
  );
  expect(nextDay.status).toBe(303);
});

test("an invitation that somebody has made up or changed says nothing", async () => {
  const asked = await new Visitor(portal.url).go(
    "/nl/onboarding/verify?invited=bram.desmet%40brouwerij-de-linde.example",
  );

  expect(asked).toMatchObject({ status: 200, page: "sign-in", state: "register" });
  expect(asked.field("email")).toBe("");
});
