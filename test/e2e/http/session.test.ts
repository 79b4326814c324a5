import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startFront } from "#test/helpers/front.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { signingIn } from "./signing-in.ts";
import { sql, startDemo } from "./world.ts";

const en = translator("en");

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

  test("one that has ended in the middle says that all is kept, and it is", async () => {
    const visitor = fresh();
    await visitor.signIn(email);
    await visitor.go("/en/onboarding/verify");
    await database("delete from session");
    const typed = { contractNumber: "12-34 56", serialNumber: "half a number" };

    const kept = await visitor.submit(typed);
    await visitor.submit({ email });
    const back = await visitor.submit({ code: await codeOf(email) });
    await database("delete from session");
    const ended = await visitor.go("/en/portal");
    const stranger = await fresh().go("/en/portal");

    expect([kept.page, kept.state, ended.state, stranger.state]).toEqual([
      "sign-in",
      "kept",
      "ended",
      "continue",
    ]);
    expect(kept.text).toContain(en("signIn.reasons.kept", { count: 15 }));
    expect(ended.text).toContain(en("signIn.reasons.ended"));
    expect(back.page).toBe("verify");
    expect([back.field("contractNumber"), back.field("serialNumber")]).toEqual(Object.values(typed));
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

test("on https the cookies are bound to this host, and signing out works", async () => {
  const https = await startDemo({ env: { PORTAL_URL: "https://portal.example" } });
  const front = await startFront(https.port, { host: "portal.example" });
  try {
    const visitor = new Visitor(front.url, { origin: "https://portal.example" });
    const email = "eleanor.hart@harrow-wren.example";
    await visitor.go("/en/sign-in");
    await visitor.submit({ email });
    await vi.waitFor(() => expect(https.mailbox.accepted()).toHaveLength(1), 20_000);
    await visitor.submit({ code: /\b\d{6}\b/u.exec(https.mailbox.accepted()[0]!.text!)![0] });
    const names = [...visitor.cookies.keys()].sort();
    const inside = await visitor.go("/en/portal");
    const out = await visitor.post("/en/sign-out");

    expect(names).toEqual(["__Host-device", "__Host-language", "__Host-session"]);
    expect(inside.page).toBe("portal");
    expect([out.status, out.path]).toEqual([303, "/en/"]);
    expect([...visitor.cookies.keys()].sort()).toEqual(["__Host-device", "__Host-language"]);
    expect(out.headers.get("clear-site-data")).toBe('"cache", "storage"');
  } finally {
    await front.stop();
    await https.stop();
  }
});
