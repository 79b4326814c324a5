import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
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

  test("a wrong one says how many tries are left; after five, even the right one is too late", async () => {
    const email = "wrong@acme.example";
    const visitor = await asked(email);
    const code = await codeOf(email);
    const tries = [];
    for (const _ of [1, 2, 3, 4, 5]) tries.push(await visitor.submit({ code: another(code) }));
    const right = await visitor.submit({ code });

    expect(tries.map(({ status }) => status)).toEqual(Array(5).fill(422));
    expect(tries[0]!.errors).toEqual({ code: "signIn.errors.codeWrong" });
    expect(tries[0]!.text).toContain("you have 4 tries left");
    expect(tries[3]!.text).toContain("you have 1 try left");
    expect(right.status).toBe(422);
    expect(right.errors["code"]).toMatch(/codeTooManyTries|codeExpired/u);
  });

  test("spaces and dashes in it do not matter", async () => {
    const email = "spaced@acme.example";
    const visitor = await asked(email);
    const code = await codeOf(email);

    const answer = await visitor.submit({ code: ` ${code.slice(0, 3)}-${code.slice(3)} ` });

    expect(answer.page).toBe("profile");
  });

  test("an expired one says so, and a new one is one button away", async () => {
    const email = "expired@acme.example";
    const visitor = await asked(email);
    const code = await codeOf(email);
    await database("update verification set expires_at = 1 where identifier = ?", `sign-in-otp-${email}`);

    const late = await visitor.submit({ code });
    await advance(portal, "PT31S");
    const again = await visitor.submit({}, "again");
    const inside = await visitor.submit({ code: await codeOf(email) });

    expect([late.status, late.errors]).toEqual([422, { code: "signIn.errors.codeExpired" }]);
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

  test("two come 30 seconds apart, unless the first was used", async () => {
    const email = "hasty@acme.example";
    const visitor = await asked(email);
    const hasty = await asked(email);
    await visitor.submit({ code: await codeOf(email) });
    const used = await asked(email);

    expect(hasty.last).toMatchObject({
      status: 429,
      page: "sign-in",
      errors: { email: "signIn.errors.waitSeconds" },
    });
    expect(Number(hasty.last!.headers.get("retry-after"))).toBeLessThanOrEqual(30);
    expect(used.last!.page).toBe("sign-in-code");
  });

  test("ten an hour go to an address, in whatever spelling; another address is not held up", async () => {
    const spellings = ["many@acme.example", "Many@Acme.example", " MANY@acme.EXAMPLE"];
    for (const n of Array(10).keys()) {
      expect((await asked(spellings[n % 3]!)).last!.page).toBe("sign-in-code");
      await advance(portal, "PT31S");
    }

    const eleventh = await asked("many@acme.example");
    const other = await asked("few@acme.example");
    await advance(portal, "PT1H");
    const later = await asked("many@acme.example");

    expect(eleventh.last).toMatchObject({ status: 429, errors: { email: "signIn.errors.hourlyLimit" } });
    expect(Number(eleventh.last!.headers.get("retry-after"))).toBeGreaterThan(3000);
    expect(other.last!.page).toBe("sign-in-code");
    expect(later.last!.page).toBe("sign-in-code");
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

    expect(answer).toMatchObject({ page: "sign-in", path: "/nl/sign-in" });
    expect([posted.status, posted.path]).toEqual([303, "/nl/sign-in"]);
  });
});
