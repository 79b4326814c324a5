import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { languages, translator } from "#src/i18n/translator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { type Answer, Visitor } from "#test/helpers/visitor.ts";
import { choose, sql, startDemo } from "#test/e2e/http/world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let visitor: Visitor;
const email = "eleanor.hart@harrow-wren.example";
const form = { "content-type": "application/x-www-form-urlencoded" };
const own = { contractNumber: "263946452", serialNumber: "FDO224591US" };
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  visitor = new Visitor(portal.url);
  await visitor.signIn(email);
});
afterAll(() => portal.stop());

const verify = "/en/onboarding/verify";
const started = async () =>
  (
    await database(
      "select 1 from registration r join person p on p.id = r.person_id where p.email = ?",
      email,
    )
  ).length;

/** A request without the headers that a browser of one's own adds. */
const bare = (
  path: string,
  {
    method = "POST",
    headers = {},
    body = "" as BodyInit | null,
  }: { method?: string; headers?: Record<string, string>; body?: BodyInit | null } = {},
) =>
  fetch(portal.url + path, {
    method,
    body,
    redirect: "manual",
    headers: { cookie: `session=${visitor.cookies.get("session")!}`, ...headers },
  });

describe("unknown addresses", () => {
  test.each([
    ["/fr/nulle-part", "fr"],
    ["/nl/nergens", "nl"],
    ["/en/nowhere", "en"],
    ["/en/onboarding/nowhere", "en"],
    ["/fr/guide/plus", "fr"],
    ["/fr/organizations/nulle-part", "fr"],
    ["/nl/link", "nl"],
  ] as const)("%s is not found, in its language, with the way on", async (path, language) => {
    const answer = await visitor.go(path);

    expect(answer).toMatchObject({ status: 404, page: "problem", state: "404" });
    expect(answer.body).toContain(`<html lang="${language}"`);
    expect(answer.text).toContain(translator(language)("errors.404.title"));
    expect(answer.find(`main a[href="/${language}/"]`)).toHaveLength(1);
  });

  test.each([
    "/de/",
    "/de/onboarding",
    "/FR/guide",
    "/xx/sign-in",
    "/frx/guide",
    "/nowhere",
    "/wp-login.php",
  ])("%s is in no language of ours: not found, in the reader's", async (path) => {
    const answer = await new Visitor(portal.url, { "accept-language": "de, nl;q=0.5" }).go(path);

    expect(answer).toMatchObject({ status: 404, page: "problem" });
    expect(answer.body).toContain('<html lang="nl"');
    expect(answer.find("main a").length).toBeGreaterThan(0);
  });

  test.each([
    "/en/%",
    "/en/%ff",
    "/%c0%ae%c0%ae/",
    "/en/guide%00",
    "/en/..%2f..%2fetc/passwd",
    "//en/guide",
    "/en//guide",
  ])("%s is not found either", async (path) => {
    const answer = await fetch(portal.url + path, { redirect: "manual" });

    expect(answer.status).toBe(404);
  });

  test("an unknown address is not found by POST too", async () => {
    expect((await visitor.post("/en/nowhere", { a: "b" })).status).toBe(404);
  });
});

describe("methods", () => {
  test.each([
    ["PUT", verify, "GET, HEAD, POST"],
    ["DELETE", "/en/profile", "GET, HEAD, POST"],
    ["PATCH", "/en/link/cABC", "GET, HEAD, POST"],
    ["OPTIONS", "/fr/onboarding/verify", "GET, HEAD, POST"],
    ["POST", "/en/portal", "GET, HEAD"],
    ["POST", "/en/", "GET, HEAD"],
    ["POST", "/en/guide", "GET, HEAD"],
    ["POST", "/en/onboarding", "GET, HEAD"],
    ["POST", "/", "GET, HEAD"],
    ["PUT", "/favicon.svg", "GET, HEAD"],
    ["GET", "/en/sign-out", "POST"],
    ["HEAD", "/en/sign-out", "POST"],
    ["GET", "/en/link/cABC/code", "POST"],
    ["PUT", "/webhooks/resend", "POST"],
  ])("%s %s is not allowed, and is told what is: %s", async (method, path, allowed) => {
    const answer = await visitor.request(
      method,
      path,
      ["PUT", "PATCH", "POST"].includes(method) ? "a=b" : undefined,
    );

    expect([answer.status, answer.headers.get("allow")]).toEqual([405, allowed]);
  });

  test.each(languages.map(({ code }) => code))("in %s the page says so", async (language) => {
    const answer = await visitor.request("DELETE", `/${language}/profile`);

    expect(answer).toMatchObject({ page: "problem", state: "405" });
    expect(answer.text).toContain(translator(language)("errors.405.title").replace(/\s/gu, " "));
  });

  test.each([
    "/en/",
    "/en/guide",
    "/en/sign-in",
    "/en/portal",
    "/en/onboarding/status",
    "/favicon.svg",
    "/healthz",
  ])("HEAD %s answers as GET does, without a body", async (path) => {
    const got = await visitor.request("GET", path);
    const head = await visitor.request("HEAD", path);

    expect([head.status, head.body]).toEqual([got.status, ""]);
    expect(head.headers.get("content-type")).toBe(got.headers.get("content-type"));
  });
});

describe("origins", () => {
  const body = new URLSearchParams(own).toString();

  test.each([
    ["none", {}],
    ["a foreign one", { origin: "https://evil.example" }],
    ["none that can be told", { origin: "null" }],
    ["our host at another port", { origin: "http://127.0.0.1:1" }],
    ["one that begins like ours", { origin: "PORTAL.evil.example" }],
    ["a foreign one, same site", { origin: "https://evil.example", "sec-fetch-site": "same-site" }],
    ["cross-site by the browser's word", { "sec-fetch-site": "cross-site" }],
    ["typed by a person", { "sec-fetch-site": "none" }],
  ] as [string, Record<string, string>][])(
    "a form whose origin is %s is refused, and nothing changes",
    async (_, headers) => {
      const named = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, value.replace("PORTAL", portal.url)]),
      );

      const answer = await bare(verify, { headers: { ...form, ...named }, body });
      const page = await answer.text();

      expect(answer.status).toBe(403);
      expect(page).toContain('data-page="problem"');
      expect(page).toContain(translator("en")("errors.foreignOrigin.title"));
      expect(await started()).toBe(0);
    },
  );

  test("sign-out from elsewhere signs nobody out", async () => {
    const answer = await bare("/en/sign-out", { headers: { origin: "https://evil.example" }, body: null });
    await answer.body?.cancel();

    expect(answer.status).toBe(403);
    expect((await visitor.go("/en/portal")).page).toBe("portal");
  });

  test.each([
    ["Sec-Fetch-Site: same-origin", { "sec-fetch-site": "same-origin" }],
    ["the portal's own Origin", { origin: "PORTAL" }],
  ] as [string, Record<string, string>][])("a form with %s is accepted", async (_, headers) => {
    const named = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace("PORTAL", portal.url)]),
    );

    const answer = await bare(verify, { headers: { ...form, ...named }, body: "contractNumber=" });
    await answer.body?.cancel();

    expect(answer.status).toBe(422);
  });
});

describe("bodies", () => {
  const send = async (body: BodyInit, headers: Record<string, string> = form) => {
    const answer = await bare(verify, { headers: { origin: portal.url, ...headers }, body });
    return { status: answer.status, page: await answer.text() };
  };

  test("up to 32 KB are read, more are refused, announced or not", async () => {
    const stream = new Blob(["a=", "x".repeat(40_000)]).stream();
    const chunked = await fetch(portal.url + verify, {
      method: "POST",
      body: stream,
      duplex: "half",
      headers: { ...form, origin: portal.url, cookie: `session=${visitor.cookies.get("session")!}` },
    } as RequestInit);
    await chunked.body?.cancel();

    expect((await send(`a=${"x".repeat(32 * 1024 - 2)}`)).status).toBe(422);
    const over = await send(`a=${"x".repeat(32 * 1024)}`);
    expect(over.status).toBe(413);
    expect(over.page).toContain(translator("en")("errors.413.title"));
    expect(chunked.status).toBe(413);
  });

  test.each([
    "text/plain",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/x-www-form-urlencodedx",
    "",
  ])("of the format «%s» are refused", async (type) => {
    const { status, page } = await send("a=b", { "content-type": type });

    expect(status).toBe(415);
    expect(page).toContain(translator("en")("errors.415.title"));
  });

  test("without a format are refused", async () => {
    expect((await send(new Uint8Array([97, 61, 98]), {})).status).toBe(415);
  });

  test.each([
    "contractNumber=1&contractNumber=2",
    "operationId=a&operationId=b",
    "unknown=1&unknown=1",
    "a=&a=",
  ])("with a field that appears twice are refused: %s", async (body) => {
    const { status, page } = await send(body);

    expect(status).toBe(400);
    expect(page).toContain(translator("en")("errors.400.title"));
  });

  test.each(["{", "[]", "null", '"a"', "1"])("of JSON that is no object are refused: %s", async (body) => {
    expect((await send(body, { "content-type": "application/json" })).status).toBe(400);
  });

  test("of JSON are read as a form's", async () => {
    const { status, page } = await send(JSON.stringify({ contractNumber: "", serialNumber: "X" }), {
      "content-type": "application/json; charset=utf-8",
    });

    expect(status).toBe(422);
    expect(page).toContain('data-error="onboarding.verify.errors.contractNumberRequired"');
  });

  test("with fields that nobody knows are read without them", async () => {
    const body = new URLSearchParams({
      ...own,
      __proto__: "x",
      constructor: "y",
      id: "z",
      lang: "de",
      personId: "q",
      "state[]": "administrator",
    });

    const answer = await visitor.request("POST", verify, body.toString());

    expect([answer.status, answer.path]).toEqual([303, "/en/onboarding/organization"]);
    expect(
      await database(
        "select answers from registration r join person p on p.id = r.person_id where p.email = ?",
        email,
      ),
    ).toEqual([{ answers: JSON.stringify(own) }]);
  });

  test.each(["switchLanguage=de", "operationId="])(
    "with a value of no use are read without it: %s",
    async (extra) => {
      expect((await send(`contractNumber=&serialNumber=&${extra}`)).status).toBe(422);
    },
  );
});

describe("the root", () => {
  test.each([
    [{ cookie: "language=nl", "accept-language": "fr" }, "/nl/"],
    [{ "accept-language": "fr-BE, nl;q=0.9" }, "/fr/"],
    [{ "accept-language": "de, en;q=0.2, nl;q=0.7" }, "/nl/"],
    [{ cookie: "language=de", "accept-language": "en" }, "/en/"],
  ] as [Record<string, string>, string][])("%j leads to %s", async (headers, path) => {
    const answer = await fetch(portal.url, { headers, redirect: "manual" });

    expect([answer.status, answer.headers.get("location")]).toEqual([302, path]);
    expect(answer.headers.get("vary")).toMatch(/accept-language/iu);
    expect(answer.headers.get("vary")).toMatch(/cookie/iu);
  });

  test.each([{}, { "accept-language": "de, it;q=0.5" }, { "accept-language": "fr;q=0" }] as Record<
    string,
    string
  >[])("%j leads nowhere: a chooser that favors nobody", async (headers) => {
    const answer = await new Visitor(portal.url, { "accept-language": "", ...headers }).request("GET", "/");

    expect(answer).toMatchObject({ status: 200, page: "chooser" });
    expect(answer.headers.get("vary")).toMatch(/accept-language/iu);
    expect(answer.find("main a").map(({ attributes }) => attributes["href"])).toEqual(
      languages.map(({ code }) => `/${code}/`),
    );
  });

  test("a page visited in a language is remembered", async () => {
    const reader = new Visitor(portal.url, { "accept-language": "fr" });
    await reader.go("/nl/guide");

    expect((await reader.request("GET", "/")).path).toBe("/nl/");
  });
});

describe("links to the same page in other languages", () => {
  const tags = ({ find }: Answer) =>
    find('link[rel="alternate"]').map(({ attributes }) => `${attributes["hreflang"]} ${attributes["href"]}`);

  test.each([
    "",
    "guide",
    "roles",
    "help",
    "privacy",
    "accessibility",
    "onboarding",
    "sign-in",
    "portal",
    "tasks",
    "profile",
    "onboarding/verify",
    "onboarding/status",
  ])("are on /nl/%s", async (page) => {
    const answer = await visitor.go(`/nl/${page}`);

    expect(answer.path).toBe(page === "sign-in" ? "/nl/portal" : `/nl/${page}`);
    const place = page === "sign-in" ? "portal" : page;
    expect(tags(answer)).toEqual(
      expect.arrayContaining(languages.map(({ code }) => `${code} /${code}/${place}`)),
    );
  });

  test("are not where the address holds a secret", async () => {
    const somebody = await choose(portal.url, "conor.byrne@harrow-wren.example");
    const link = await somebody.linkTo("conor.byrne@harrow-wren.example", "confirm-address");
    const stranger = new Visitor(portal.url);
    const pages = [
      await somebody.go(link),
      await visitor.go(link),
      await stranger.go(link),
      await stranger.submit(),
      await visitor.go("/en/link/cABC"),
    ];

    expect(pages.map(({ page, state }) => `${page} ${state}`)).toEqual([
      "link confirmAddress",
      "link otherPerson",
      "link signedOut",
      "sign-in-code undefined",
      "problem 404",
    ]);
    for (const page of pages) expect(tags(page)).toEqual([]);
  });
});
