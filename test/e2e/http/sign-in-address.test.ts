import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { signingIn } from "./signing-in.ts";
import { startDemo } from "./world.ts";

let portal: TestPortal;
let fresh: ReturnType<typeof signingIn>["fresh"];
let asked: ReturnType<typeof signingIn>["asked"];
beforeAll(async () => {
  portal = await startDemo();
  ({ fresh, asked } = signingIn(portal));
});
afterAll(() => portal?.stop());

describe("the address", () => {
  test.each([
    ["", "emailRequired"],
    ["   ", "emailRequired"],
    ["an", "emailMalformed"],
    ["an@acme", "emailMalformed"],
    [`an@${"a".repeat(260)}.example`, "emailTooLong"],
  ])("«%s» is refused, and stays in its field", async (email, rule) => {
    const answer = await asked(email);

    expect(answer.last).toMatchObject({
      status: 422,
      page: "sign-in",
      errors: { email: `signIn.errors.${rule}` },
    });
    expect(answer.last!.field("email")).toBe(email);
  });

  test("capitals and spaces around it do not matter, and international domains do", async () => {
    const visitor = fresh();
    await visitor.go("/en/sign-in");
    await visitor.submit({ email: "  Zoë@BÜRO.example " });

    const [mail] = await visitor.mailTo("zoë@xn--bro-hoa.example");

    expect(mail).toMatchObject({ to: "zoë@xn--bro-hoa.example", template: "sign-in-code" });
  });

  test("nobody learns whether it is known", async () => {
    const known = await asked("els.wouters@noorderkaai.example", "nl");
    const unknown = await asked("els.wouterz@noorderkaai.example", "nl");

    const bare = (visitor: Visitor) =>
      visitor.last!.body.replace(/wouter[sz]/gu, "").replace(/[0-9a-f-]{36}\.[\w-]+/gu, "");
    expect(bare(unknown)).toBe(bare(known));
  });
});

test.each([
  ["a change of direction", "x\u202Ey@odd.example"],
  ["no width", "x\u200By@odd.example"],
  ["a control character", "x\u0007y@odd.example"],
  ["no width in its domain", "xy@o\u200Bdd.example"],
])("an e-mail address with %s is refused", async (_, email) => {
  const answer = await new Visitor(portal.url).post("/en/sign-in", { email });

  expect([answer.status, answer.errors]).toEqual([422, { email: "signIn.errors.emailMalformed" }]);
});
