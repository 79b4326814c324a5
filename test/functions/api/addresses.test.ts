import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { languages, translator } from "#src/i18n/translator.ts";
import { signedIn, startDemo } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";

let portal: TestPortal;
let visitor: Visitor;
beforeAll(async () => {
  portal = await startDemo();
  visitor = await signedIn(portal, "eleanor.hart@harrow-wren.example");
});
afterAll(() => portal?.stop());

const verify = "/en/onboarding/verify";

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
    "/qaa/",
    "/qaa/onboarding",
    "/FR/guide",
    "/xx/sign-in",
    "/frx/guide",
    "/nowhere",
    "/wp-login.php",
  ])("%s is in no language of ours: not found, in the reader's", async (path) => {
    const answer = await new Visitor(portal.url, { "accept-language": "qaa, nl;q=0.5" }).go(path);

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

describe("another way to write the address of a page", () => {
  test.each([
    ["/en/privacy.html", "/en/privacy"],
    ["/en/privacy%2ehtml", "/en/privacy"],
    ["/fr/legal-notice/", "/fr/legal-notice"],
    ["/nl/legal/terms-1/", "/nl/legal/terms-1"],
    ["/nl/guide.html?page=2", "/nl/guide?page=2"],
    ["/en/index.html", "/en/"],
    ["/en", "/en/"],
  ])("%s leads to %s", async (path, own) => {
    const { status, headers } = await fetch(portal.url + path, { redirect: "manual" });

    expect([status, headers.get("location")]).toEqual([307, own]);
  });

  test("is none that only ends like one", async () => {
    const { status } = await fetch(`${portal.url}/en/privacyindex.html`);

    expect(status).toBe(404);
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
