import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { choose, startDemo } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { type Answer, Visitor } from "#test/helpers/visitor.ts";

let portal: TestPortal;
let visitor: Visitor;
let link: string;
const email = "eleanor.hart@harrow-wren.example";
beforeAll(async () => {
  portal = await startDemo();
  visitor = await choose(portal.url, email);
  link = await visitor.linkTo(email, "confirm-address");
});
afterAll(() => portal.stop());

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

const kinds: readonly (readonly [kind: string, status: number, ask: () => Promise<Answer>])[] = [
  ["a prerendered page", 200, () => visitor.request("GET", "/fr/guide")],
  ["a home page", 200, () => visitor.request("GET", "/fr/")],
  [
    "the chooser",
    200,
    () => visitor.request("GET", "/").then(() => new Visitor(portal.url).request("GET", "/")),
  ],
  ["the way to a language", 302, () => visitor.request("GET", "/")],
  ["a personal page", 200, () => visitor.request("GET", "/en/portal")],
  ["a page of sign-in", 200, () => new Visitor(portal.url).request("GET", "/en/sign-in")],
  ["a link", 200, () => visitor.request("GET", link)],
  ["a link of somebody else", 403, async () => (await signedInElse()).request("GET", link)],
  ["a HEAD", 200, () => visitor.request("HEAD", "/en/portal")],
  ["a redirect to sign-in", 303, () => new Visitor(portal.url).request("GET", "/en/portal")],
  ["a redirect to the current step", 303, () => visitor.request("GET", "/en/onboarding/confirm")],
  [
    "a successful form",
    303,
    () => visitor.post("/en/onboarding/organization", { organizationId: "harrow-wren-uk" }),
  ],
  ["a refused form", 422, () => visitor.post("/en/onboarding/verify", {})],
  ["a throttled form", 429, () => visitor.post("/en/onboarding/check-email")],
  ["a form with a field twice", 400, () => visitor.request("POST", "/en/onboarding/verify", "a=1&a=2")],
  [
    "a form of foreign origin",
    403,
    () => visitor.post("/en/onboarding/verify", {}, { origin: "https://evil.example" }),
  ],
  ["an unknown address", 404, () => visitor.request("GET", "/en/nowhere")],
  ["an unknown language", 404, () => visitor.request("GET", "/qaa/")],
  ["a method that is not allowed", 405, () => visitor.request("PUT", "/en/portal", "a=b")],
  ["too much", 413, () => visitor.request("POST", "/en/onboarding/verify", "a=".padEnd(40_000, "x"))],
  [
    "another format",
    415,
    () => visitor.request("POST", "/en/onboarding/verify", "a", { "content-type": "text/plain" }),
  ],
  ["JSON", 200, () => visitor.request("GET", "/healthz")],
  [
    "a webhook that does not hold",
    401,
    () => visitor.request("POST", "/webhooks/resend", "{}", { "content-type": "application/json" }),
  ],
  ["the icon", 200, () => visitor.request("GET", "/favicon.svg")],
  ["a stylesheet", 200, async () => visitor.request("GET", await stylesheet())],
  ["an unknown asset", 404, () => visitor.request("GET", "/_astro/nothing.css")],
];

async function signedInElse() {
  const other = new Visitor(portal.url);
  await other.signIn("conor.byrne@harrow-wren.example");
  return other;
}
async function stylesheet() {
  const page = await visitor.request("GET", "/en/portal");
  return page.find('link[rel="stylesheet"]')[0]!.attributes["href"]!;
}

test.each(kinds)("%s (%i) has every security header", async (_, status, ask) => {
  const { status: answered, headers } = await ask();

  expect(answered).toBe(status);
  expect(headers.get("content-security-policy")).toBe(policy);
  expect(headers.get("strict-transport-security")).toMatch(/^max-age=63072000; includeSubDomains/u);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  expect(headers.get("permissions-policy")).toMatch(/^([a-z-]+=\(\)(, |$)){50,}$/u);
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("server")).toBeNull();
  expect(headers.get("x-powered-by")).toBeNull();
});

const unkept = [
  "portal",
  "tasks",
  "profile",
  "onboarding/verify",
  "onboarding/organization",
  "onboarding/check-email",
  "onboarding/status",
  "sign-in",
  "nowhere",
];

test.each(unkept)("/en/%s is kept by nobody", async (page) => {
  const answer = await visitor.request("GET", `/en/${page}`);

  expect(answer.headers.get("cache-control")).toBe("no-store");
});

test("what never changes may be kept, what is public may be asked for again", async () => {
  const css = await visitor.request("GET", await stylesheet());
  const page = await visitor.request("GET", "/en/guide");
  const again = await visitor.request("GET", "/en/guide", undefined, {
    "if-none-match": page.headers.get("etag")!,
  });

  expect(css.headers.get("cache-control")).toMatch(/immutable/u);
  expect(page.headers.get("cache-control")).not.toBe("no-store");
  expect([again.status, again.body]).toEqual([304, ""]);
});

describe("a page", () => {
  const pages = [
    "/fr/",
    "/fr/guide",
    "/fr/onboarding",
    "/nl/portal",
    "/nl/profile",
    "/en/onboarding/verify",
    "/en/onboarding/check-email",
    "/en/onboarding/status",
    "/en/nowhere",
  ];

  test.each(pages)(
    "%s quotes its attributes, names itself and its language, and runs no script",
    async (path) => {
      const { body, page, headers } = await visitor.request("GET", path);

      expect(page).toBeTruthy();
      expect(body).toMatch(/^<!doctype html>\s*<html lang="(fr|nl|en)"/iu);
      expect(body).toMatch(/<main [^>]*data-page="[\w-]+"/u);
      expect(body.replace(/"[^"]*"/gu, '""')).not.toMatch(/<[a-z][^>]*\s[\w:-]+=[^"]/u);
      expect(body).not.toMatch(/<script|\son\w+=|\sstyle=|<style/u);
      expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(idsOf(body)).toEqual([...new Set(idsOf(body))]);
    },
  );

  const idsOf = (body: string) => [...body.matchAll(/\sid="([^"]*)"/gu)].map(([, id]) => id);

  test("that refuses marks each field with id and key", async () => {
    await visitor.go("/en/onboarding/verify");
    const { body } = await visitor.submit({ contractNumber: "", serialNumber: "" });

    expect(body).toContain(
      'id="contractNumber-error" class="govuk-error-message" data-error="onboarding.verify.errors.contractNumberRequired"',
    );
    expect(body).toMatch(
      /<input[^>]* id="contractNumber"[^>]* aria-invalid="true" aria-describedby="[^"]*contractNumber-error/u,
    );
    expect(body).toContain('href="#contractNumber"');
    expect(body.indexOf("govuk-error-summary")).toBeLessThan(body.indexOf("<h1>"));
  });
});

test("the local run's own pages may frame themselves, and nothing else", async () => {
  const { headers } = await visitor.request("GET", "/dev/mail");

  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
});
