import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Answer } from "#test/helpers/visitor.ts";
import { signingIn } from "./signing-in.ts";
import { advance, sql, startDemo } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let fresh: ReturnType<typeof signingIn>["fresh"];
let codeOf: ReturnType<typeof signingIn>["codeOf"];
let asked: ReturnType<typeof signingIn>["asked"];
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  ({ fresh, codeOf, asked } = signingIn(portal));
});
afterAll(() => portal?.stop());

const another = (code: string) => (code === "123456" ? "654321" : "123456");

describe("the code", () => {
  test.each([
    ["", "codeRequired"],
    ["12345", "codeMalformed"],
    ["abcdef", "codeMalformed"],
    ["1234567", "codeMalformed"],
  ])("«%s» is refused and costs no try", async (code, rule) => {
    const visitor = await asked(`malformed${code}@acme.example`);

    for (const _ of [1, 2, 3, 4, 5, 6]) await visitor.submit({ code });
    const refused = visitor.last!;
    const right = await visitor.submit({ code: await codeOf(`malformed${code}@acme.example`) });

    expect(refused).toMatchObject({
      status: 422,
      page: "sign-in-code",
      errors: { code: `signIn.errors.${rule}` },
    });
    expect(right).toMatchObject({ page: "profile", state: "first" });
  });

  test("after five wrong ones even the right one is too late, in the same words as before", async () => {
    const email = "wrong@acme.example";
    const visitor = await asked(email);
    const code = await codeOf(email);
    const tries: Answer[] = [];
    for (const _ of [1, 2, 3, 4, 5]) tries.push(await visitor.submit({ code: another(code) }));
    const right = await visitor.submit({ code });

    expect(
      [...tries, right].map(({ status, errors, text }) => [status, errors, text === tries[0]!.text]),
    ).toEqual(Array(6).fill([422, { code: "signIn.errors.codeWrong" }, true]));
  });

  test("works in no other browser, whose tries cost it nothing", async () => {
    const email = "elsewhere@acme.example";
    const visitor = await asked(email);
    const code = await codeOf(email);
    const thief = await asked("thief@acme.example");

    const stolen = [];
    for (const browser of [thief, fresh(), thief, fresh(), thief, fresh()])
      stolen.push(await browser.post("/en/sign-in/code", { email, code }));
    const own = await visitor.submit({ code });

    expect(stolen.map(({ status, errors }) => [status, errors])).toEqual(
      Array(6).fill([422, { code: "signIn.errors.codeWrong" }]),
    );
    expect(own.page).toBe("profile");
  });

  test("of each of several browsers works there, whatever the others do", async () => {
    const email = "several@acme.example";
    const browsers = [];
    for (const _ of [1, 2, 3]) {
      const visitor = await asked(email);
      browsers.push({ visitor, code: await codeOf(email) });
    }
    for (const _ of [1, 2, 3, 4, 5]) await browsers[0]!.visitor.submit({ code: another(browsers[0]!.code) });

    const ends = [];
    for (const { visitor, code } of browsers) ends.push((await visitor.submit({ code })).page);

    expect(ends).toEqual(["sign-in-code", "profile", "profile"]);
  });

  test("is entered in either of two tabs, each with its own address", async () => {
    const tabs = fresh();
    const [one, other] = ["tab.one@acme.example", "tab.other@acme.example"];
    for (const email of [one, other]) await tabs.post("/en/sign-in", { email });

    const answer = await tabs.post("/en/sign-in/code", { email: one, code: await codeOf(one) });

    expect(answer.status).toBe(303);
  });

  test("says in its message when and in which browser it was asked for, and stands in no subject", async () => {
    const email = "named@acme.example";
    const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    await fresh().post("/en/sign-in", { email }, { "user-agent": firefox });

    const [mail] = await fresh().mailTo(email);

    expect(mail!.text).toContain("Browser: Firefox on Windows");
    expect(mail!.text).toContain(mail!.code);
    expect(mail!.subject).not.toContain(mail!.code);
  });

  test("spaces and dashes in it do not matter", async () => {
    const email = "spaced@acme.example";
    const visitor = await asked(email);
    const code = await codeOf(email);

    const answer = await visitor.submit({ code: ` ${code.slice(0, 3)}-${code.slice(3)} ` });

    expect(answer.page).toBe("profile");
  });

  test("an expired one is told as a wrong one, and a new one is one button away", async () => {
    const email = "expired@acme.example";
    const visitor = await asked(email);
    const code = await codeOf(email);
    await database(
      "update verification set expires_at = 1 where identifier like ?",
      `sign-in-otp-${email} %`,
    );

    const late = await visitor.submit({ code });
    await advance(portal, "PT31S");
    const again = await visitor.submit({}, "again");
    const inside = await visitor.submit({ code: await codeOf(email) });

    expect([late.status, late.errors]).toEqual([422, { code: "signIn.errors.codeWrong" }]);
    expect(again.page).toBe("sign-in-code");
    expect(inside.page).toBe("profile");
  });

  test("it works once, and only the newest does", async () => {
    const email = "once@acme.example";
    const visitor = await asked(email);
    const first = await codeOf(email);
    await advance(portal, "PT31S");
    await visitor.submit({}, "again");
    const second = await codeOf(email);

    const old = await visitor.submit({ code: first === second ? another(second) : first });
    const now = await visitor.submit({ code: second });
    const thief = fresh();
    await thief.go("/en/sign-in");
    const replay = await thief.post("/en/sign-in/code", { email, code: second });

    expect(old.errors).toEqual({ code: "signIn.errors.codeWrong" });
    expect(now.page).toBe("profile");
    expect(replay.status).toBe(422);
  });

  test("two come 30 seconds apart in a browser, unless the first was used", async () => {
    const email = "hasty@acme.example";
    const visitor = await asked(email);
    const hasty = await visitor.send({}, "again");
    await visitor.go("/en/sign-in/code");
    await visitor.submit({ code: await codeOf(email) });
    await visitor.post("/en/sign-out");
    const used = await visitor.post("/en/sign-in", { email });

    expect(hasty).toMatchObject({
      status: 429,
      page: "sign-in-code",
      errors: { code: "signIn.errors.waitSeconds" },
    });
    expect(Number(hasty.headers.get("retry-after"))).toBeLessThanOrEqual(30);
    expect(used.status).toBe(303);
  });

  test("ten an hour that nobody enters go to an address, in whatever spelling; another address is not held up", async () => {
    const spellings = ["many@acme.example", "Many@Acme.example", " MANY+more@acme.EXAMPLE"];
    for (const n of Array(10).keys()) {
      expect((await asked(spellings[n % 3]!)).last!.page).toBe("sign-in-code");
      await advance(portal, "PT31S");
    }

    const eleventh = await asked("many@acme.example");
    const other = await asked("few@acme.example");
    await advance(portal, "PT1H");
    const later = await asked("many@acme.example");

    expect(eleventh.last).toMatchObject({ status: 429, errors: { email: "signIn.errors.strangersUsedUp" } });
    expect(Number(eleventh.last!.headers.get("retry-after"))).toBeGreaterThan(3000);
    expect(other.last!.page).toBe("sign-in-code");
    expect(later.last!.page).toBe("sign-in-code");
  });

  test("where a provider reads addresses with dots and without in one mailbox, they are one", async () => {
    const spellings = ["j.ohnsmith@gmail.com", "jo.hn.smith@googlemail.com", "johnsmit.h+x@gmail.com"];
    for (const n of Array(10).keys()) {
      expect((await asked(spellings[n % 3]!)).last!.page).toBe("sign-in-code");
      await advance(portal, "PT31S");
    }

    const eleventh = await asked("johns.mith@gmail.com");

    expect(eleventh.last).toMatchObject({ status: 429, errors: { email: "signIn.errors.strangersUsedUp" } });
  });

  test("from an address whose message came back none is sent for an hour, and whoever asks is told", async () => {
    const email = "bounced@mistyped.example";
    const state = "select state from outbox where recipient = ?";
    await asked(email);
    await vi.waitFor(
      async () => expect(await database(state, email)).toEqual([{ state: "bounced" }]),
      10_000,
    );

    const refused = (await asked(email)).last;
    await advance(portal, "PT61M");
    const later = (await asked(email)).last;

    expect(refused).toMatchObject({ status: 422, errors: { email: "signIn.errors.cameBack" } });
    expect(later!.page).toBe("sign-in-code");
  });

  test("the double click on «Send me a code» sends one", async () => {
    const visitor = fresh();
    await visitor.go("/en/sign-in");
    const email = "double@acme.example";
    const operationId = visitor.last!.field("operationId")!;

    const answers = await Promise.all(
      [1, 2, 3].map(() => visitor.post("/en/sign-in", { email, operationId })),
    );

    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await visitor.mailTo(email)).toHaveLength(1);
  });

  test("for an address that is none is refused at the address", async () => {
    const answer = await fresh().post("/en/sign-in/code", { email: "none", code: "123456" });

    expect(answer).toMatchObject({
      status: 422,
      page: "sign-in",
      errors: { email: "signIn.errors.emailMalformed" },
    });
  });

  test("is asked of whoever forgot for which address it was by asking for the address", async () => {
    const answer = await fresh().go("/nl/sign-in/code");
    const posted = await fresh().post("/nl/sign-in/code", { code: "123456" });

    expect(answer).toMatchObject({ page: "sign-in", path: "/nl/sign-in?lost=yes", state: "lost" });
    expect([posted.status, posted.path]).toEqual([303, "/nl/sign-in?lost=yes"]);
  });
});
