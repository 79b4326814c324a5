import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { signingIn } from "./signing-in.ts";
import { sql, startDemo } from "./world.ts";

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

describe("where one was going", () => {
  let count = 0;
  const arrived = async (next: string) => {
    count += 1;
    const email = `next.${count}@acme.example`;
    const visitor = await asked(email, "en", `?next=${encodeURIComponent(next)}`);
    return visitor.send({ code: await codeOf(email) });
  };

  test.each(["/en/onboarding/verify", "/fr/organizations/x?a=b&c=d", "/en/link/cABC"])(
    "%s is an own path",
    async (next) => {
      const answer = await arrived(next);

      expect([answer.status, answer.path]).toEqual([303, next]);
    },
  );

  test.each([
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "https://evil.example",
    "HTTPS:evil.example",
    "javascript:alert(1)",
    "evil.example",
    "/en/\r\nSet-Cookie: a=b",
    "",
    "@evil.example",
  ])("%j is none, and leads to the portal", async (next) => {
    const answer = await arrived(next);

    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/en/portal"]);
  });

  test.each(["//evil.example", "https://evil.example"])(
    "somebody signed in is not led to %s either",
    async (next) => {
      const visitor = fresh();
      await visitor.signIn("eleanor.hart@harrow-wren.example");

      const answer = await visitor.request("GET", `/en/sign-in?next=${encodeURIComponent(next)}`);

      expect([answer.status, answer.path]).toEqual([303, "/en/portal"]);
    },
  );

  test("nor is somebody who saves a profile", async () => {
    const visitor = fresh();
    await visitor.signIn("eleanor.hart@harrow-wren.example");

    const answer = await visitor.post("/en/profile?next=%2F%2Fevil.example", {
      name: "Eleanor Hart",
      language: "en",
    });

    expect([answer.status, answer.path]).toEqual([303, "/en/portal"]);
  });
});

describe("the language", () => {
  test.each(["fr", "nl", "en"])(
    "of the page, %s, becomes the profile's of somebody new",
    async (language) => {
      const email = `nouveau.${language}@acme.example`;
      const visitor = fresh();
      await visitor.signIn(email, language);

      const profile = await visitor.go(`/en/profile`);

      expect(await database("select language from person where email = ?", email)).toEqual([{ language }]);
      expect(profile.find(`option[value="${language}"]`)[0]!.attributes).toHaveProperty("selected");
    },
  );

  test("of somebody known stays, whatever page asks, and the code is written in it", async () => {
    const email = "anne.girard@trois-fontaines.example";
    const visitor = await asked(email, "nl");
    await visitor.submit({ code: await codeOf(email) });

    expect((await visitor.mailTo(email))[0]).toMatchObject({ template: "sign-in-code", language: "fr" });
    expect(await database("select language from person where email = ?", email)).toEqual([
      { language: "fr" },
    ]);
  });

  test("is changed in the profile, and the portal goes on in it", async () => {
    const visitor = fresh();
    await visitor.signIn("karin.smit@weidegroen.example", "nl");
    await visitor.go("/nl/profile");

    const answer = await visitor.submit({ name: "Karin Smit", language: "en" });

    expect(answer).toMatchObject({ page: "portal", path: "/en/portal" });
  });
});
