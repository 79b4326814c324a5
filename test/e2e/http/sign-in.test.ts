import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { advance, sql, startDemo } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
});
afterAll(() => portal.stop());

const fresh = () => new Visitor(portal.url);
const codeOf = async (email: string) => (await fresh().mailTo(email, "sign-in-code"))[0]!.code!;
const another = (code: string) => (code === "123456" ? "654321" : "123456");

async function asked(email: string, language = "en", next = "") {
  const visitor = fresh();
  await visitor.go(`/${language}/sign-in${next}`);
  await visitor.submit({ email });
  return visitor;
}

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

describe("the session", () => {
  const email = "conor.byrne@harrow-wren.example";

  test("its cookie is for this site, out of reach of scripts", async () => {
    const visitor = await asked(email);
    const answer = await visitor.send({ code: await codeOf(email) });

    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith("session="))!;

    expect(cookie).toMatch(/; HttpOnly/iu);
    expect(cookie).toMatch(/; SameSite=Lax/iu);
    expect(cookie).toMatch(/; Path=\/(;|$)/iu);
    expect(cookie).not.toMatch(/; Domain/iu);
  });

  test("is new at each sign-in, whatever cookie was there before", async () => {
    const attacker = fresh();
    await attacker.signIn("eleanor.hart@harrow-wren.example");
    const planted = attacker.cookies.get("session")!;
    const victim = fresh();
    victim.cookies.set("session", planted);

    await victim.post("/en/sign-in", { email });
    await victim.post("/en/sign-in/code", { email, code: await codeOf(email) });
    const whose = [(await victim.go("/en/profile")).text, (await attacker.go("/en/profile")).text];

    expect(victim.cookies.get("session")).not.toBe(planted);
    expect(whose[0]).toContain(email);
    expect(whose[1]).not.toContain(email);
  });

  test.each(["made-up.c2lnbmF0dXJl", "x", "", "a.b.c", `${"a".repeat(32)}.${"A".repeat(43)}=`])(
    "a cookie that we did not sign is nobody's: «%s»",
    async (value) => {
      const visitor = fresh();
      visitor.cookies.set("session", value);

      const answer = await visitor.request("GET", "/en/portal");

      expect([answer.status, answer.path]).toEqual([303, "/en/sign-in?next=%2Fen%2Fportal"]);
    },
  );

  test("signing out ends it at the server: the old cookie opens nothing", async () => {
    const visitor = fresh();
    await visitor.signIn(email);
    const copy = fresh();
    copy.cookies.set("session", visitor.cookies.get("session")!);
    const before = await copy.request("GET", "/en/portal");

    const out = await visitor.post("/en/sign-out");
    const after = await copy.request("GET", "/en/portal");

    expect(before.status).toBe(200);
    expect([out.status, out.path]).toEqual([303, "/en/"]);
    expect(visitor.cookies.has("session")).toBe(false);
    expect([after.status, after.path]).toEqual([303, "/en/sign-in?next=%2Fen%2Fportal"]);
  });

  test("signing out in one browser leaves the other signed in; twice does no harm", async () => {
    const [one, two] = [fresh(), fresh()];
    await one.signIn(email);
    await two.signIn(email);

    await one.post("/en/sign-out");
    const again = await one.post("/en/sign-out");
    const other = await two.go("/en/portal");

    expect(again.status).toBe(303);
    expect(other.page).toBe("portal");
  });

  test("ends at once when the person is disabled, and no new one begins", async () => {
    const disabled = "oliver.grant@castleford-rail.example";
    const visitor = fresh();
    await visitor.signIn(disabled);
    await database("update person set disabled_at = 1 where email = ?", disabled);

    const page = await visitor.request("GET", "/en/portal");
    const form = await visitor.post("/en/onboarding/verify", {
      contractNumber: "205648587",
      serialNumber: "FDO2718FYPW",
    });
    await visitor.go("/en/sign-in");
    await visitor.submit({ email: disabled });
    const code = (await visitor.mailTo(disabled, "sign-in-code"))[0]?.code ?? "123456";
    const again = await visitor.submit({ code });

    expect([page.status, page.path]).toEqual([303, "/en/sign-in?next=%2Fen%2Fportal"]);
    expect([form.status, form.path]).toEqual([303, "/en/sign-in?next=%2Fen%2Fonboarding%2Fverify"]);
    expect(again.page).not.toBe("portal");
    expect(
      await database(
        "select 1 from registration r join person p on p.id = r.person_id where p.email = ?",
        disabled,
      ),
    ).toEqual([]);
  });

  test("of whoever is signed in makes sign-in lead on", async () => {
    const visitor = fresh();
    await visitor.signIn(email);

    const answer = await visitor.go("/fr/sign-in");

    expect(answer).toMatchObject({ page: "portal", path: "/fr/portal" });
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

test("on https the cookies are bound to this host, and signing out works", async () => {
  const https = await startDemo({ env: { PORTAL_URL: "https://portal.example" } });
  try {
    const visitor = new Visitor(https.url, { origin: "https://portal.example" });
    const email = "eleanor.hart@harrow-wren.example";
    await visitor.go("/en/sign-in");
    await visitor.submit({ email });
    await visitor.submit({ code: (await visitor.mailTo(email))[0]!.code! });
    const names = [...visitor.cookies.keys()].sort();
    const inside = await visitor.go("/en/portal");
    const out = await visitor.post("/en/sign-out");

    expect(names).toEqual(["__Host-address", "__Host-session", "language"]);
    expect(inside.page).toBe("portal");
    expect([out.status, out.path]).toEqual([303, "/en/"]);
    expect([...visitor.cookies.keys()]).toEqual(["language"]);
  } finally {
    await https.stop();
  }
});
