import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { languages } from "#src/i18n/translator.ts";
import { startDemo } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo();
});
afterAll(() => portal?.stop());

describe("the root", () => {
  test.each([
    [{ cookie: "language=nl", "accept-language": "fr" }, "/nl/"],
    [{ "accept-language": "fr-BE, nl;q=0.9" }, "/fr/"],
    [{ "accept-language": "qaa, en;q=0.2, nl;q=0.7" }, "/nl/"],
    [{ cookie: "language=qaa", "accept-language": "en" }, "/en/"],
  ] as [Record<string, string>, string][])("%j leads to %s", async (headers, path) => {
    const answer = await fetch(portal.url, { headers, redirect: "manual" });

    expect([answer.status, answer.headers.get("location")]).toEqual([302, path]);
    expect(answer.headers.get("vary")).toMatch(/accept-language/iu);
    expect(answer.headers.get("vary")).toMatch(/cookie/iu);
  });

  test.each([{}, { "accept-language": "qaa, qab;q=0.5" }, { "accept-language": "fr;q=0" }] as Record<
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
