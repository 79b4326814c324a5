import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { advance, sql, startDemo, tryOf } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
});
afterAll(() => portal.stop());

const typed = { contractNumber: "239 405 802", serialNumber: 'FOC & "19"' };
const numbers = (visitor: Visitor) => [
  visitor.last!.field("contractNumber"),
  visitor.last!.field("serialNumber"),
];

async function signedIn(email: string, language = "fr", path = `/${language}/onboarding/verify`) {
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, language, tryOf(email).name);
  await visitor.go(path);
  return visitor;
}

describe("a change of language", () => {
  test("leaves the code as good as it was", async () => {
    const email = "camille.renard@clairval.example";
    const visitor = new Visitor(portal.url);
    await visitor.go("/fr/sign-in");
    await visitor.submit({ email });
    const code = (await visitor.mailTo(email, "sign-in-code"))[0]!.code!;

    const switched = await visitor.submit({ code: "12", switchLanguage: "en" });
    const inside = await visitor.submit({ code });

    expect(switched).toMatchObject({ page: "sign-in-code", path: "/en/sign-in/code", errors: {} });
    expect(inside.page).toBe("portal");
  });

  test("says what is wrong with the form in the other language, until it is sent again", async () => {
    const visitor = await signedIn("mehdi.lambert@morvanelle.example");
    const refused = await visitor.submit({ contractNumber: "", serialNumber: "X" });

    const dutch = await visitor.submit({ contractNumber: "", serialNumber: "X", switchLanguage: "nl" });
    const english = await visitor.submit({ contractNumber: "", serialNumber: "X", switchLanguage: "en" });
    const sent = await visitor.submit({ contractNumber: "1", serialNumber: "X" });
    const forged = await visitor.submit({ problems: "x", switchLanguage: "fr" });

    expect(refused.errors).toHaveProperty("contractNumber");
    expect([dutch.path, dutch.errors]).toEqual(["/nl/onboarding/verify", refused.errors]);
    expect([english.path, english.errors]).toEqual(["/en/onboarding/verify", refused.errors]);
    expect(sent.errors).not.toEqual(refused.errors);
    expect([forged.status, forged.errors]).toEqual([200, {}]);
  });

  test("keeps what was typed once: the next visit shows the page as it is", async () => {
    const visitor = await signedIn("mehdi.lambert@morvanelle.example");
    await visitor.submit({ ...typed, switchLanguage: "nl" });

    await visitor.go("/nl/onboarding/verify");

    expect(numbers(visitor)).toEqual(["", ""]);
  });
});

describe("a session that ends in mid-form", () => {
  const email = "sanne.dejong@brouwerij-de-linde.example";
  const mine = { contractNumber: "267179514", serialNumber: "FOC2713D17W" };
  const endSessions = () => database("delete from session");
  async function interrupted(): Promise<Visitor> {
    const visitor = await signedIn(email, "nl");
    await endSessions();
    await visitor.submit(mine);
    return visitor;
  }
  async function codeFor(visitor: Visitor, address: string) {
    await advance(portal, "PT31S");
    await visitor.submit({ email: address });
    const code = (await visitor.mailTo(address, "sign-in-code"))[0]!.code!;
    return visitor.submit({ code });
  }

  test("leads to sign-in and back, where what was typed waits, not sent by itself", async () => {
    const visitor = await interrupted();
    const asked = visitor.last!;

    const back = await codeFor(visitor, email);
    const waiting = numbers(visitor);
    const [before] = await database(
      "select count(*) as n from registration r join person p on p.id = r.person_id where p.email = ?",
      email,
    );
    const on = await visitor.submit(mine);

    expect(asked).toMatchObject({ page: "sign-in", path: "/nl/sign-in?next=%2Fnl%2Fonboarding%2Fverify" });
    expect(back).toMatchObject({ status: 200, page: "verify", path: "/nl/onboarding/verify", errors: {} });
    expect(waiting).toEqual([mine.contractNumber, mine.serialNumber]);
    expect(before).toEqual({ n: 0 });
    expect(on.page).toBe("organization");
  });

  test("shows nothing of it to somebody else at the same browser", async () => {
    const visitor = await interrupted();

    const back = await codeFor(visitor, "karin.smit@weidegroen.example");

    expect(back).toMatchObject({ page: "verify", path: "/nl/onboarding/verify" });
    expect(back.body).not.toContain(mine.contractNumber);
    expect(numbers(visitor)).toEqual(["", ""]);
  });

  test("keeps it unreadable, away from scripts, for a quarter of an hour", async () => {
    const visitor = await signedIn(email, "nl");
    await endSessions();

    const answer = await visitor.send(mine);
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith("draft="))!;

    expect(cookie).toMatch(/; Max-Age=900/iu);
    expect(cookie).toMatch(/; HttpOnly/iu);
    expect(cookie).toMatch(/; SameSite=Lax/iu);
    expect(Buffer.from(cookie.split(/[=;]/u)[1]!, "base64url").toString("latin1")).not.toContain(
      mine.contractNumber,
    );
  });

  test("does not take a foreign or broken draft for one's own", async () => {
    const visitor = await signedIn(email, "nl");
    visitor.cookies.set("draft", "A".repeat(200));

    const answer = await visitor.go("/nl/onboarding/verify");

    expect(answer.status).toBe(200);
    expect(visitor.cookies.has("draft")).toBe(false);
  });
});
