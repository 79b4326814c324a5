import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { window } from "#src/domain/limits.ts";
import { languages } from "#src/i18n/translator.ts";
import { publicPages } from "#src/public-pages.ts";
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

describe("what programs ask of any site", () => {
  const textOf = async (path: string) => (await fetch(portal.url + path)).text();

  test("a search engine finds every public page in every language, and none with a secret", async () => {
    const robots = await textOf("/robots.txt");
    const [, sitemap = ""] = /^Sitemap: (\S+)$/mu.exec(robots) ?? [];
    const listed = [...(await (await fetch(sitemap)).text()).matchAll(/<loc>([^<]+)<\/loc>/gu)].map(
      ([, address]) => address!,
    );

    expect(robots).toContain("Disallow: /*/link/");
    expect(listed).toHaveLength(publicPages.length * languages.length);
    const answers = await Promise.all(listed.map((address) => fetch(address)));
    expect(answers.map(({ status, redirected }) => [status, redirected])).toEqual(
      listed.map(() => [200, false]),
    );
    const described = await Promise.all(answers.map(async (answer) => descriptionIn(await answer.text())));
    expect(new Set(described).size).toBe(listed.length);
    for (const description of described) {
      expect(description!.length).toBeGreaterThan(60);
      expect(description!.length).toBeLessThan(220);
    }
  });

  test("whoever has found a weakness finds where to write to, for months to come", async () => {
    const text = await textOf("/.well-known/security.txt");
    const [, expires = ""] = /^Expires: (\S+)$/mu.exec(text) ?? [];

    expect(text).toMatch(/^Contact: mailto:\S+@\S+$/mu);
    expect(text).toContain(`Canonical: ${portal.url}/.well-known/security.txt`);
    expect(Date.parse(expires) - Date.now()).toBeGreaterThan(170 * window.day);
  });

  test("a phone's home screen finds every icon that the manifest names, in its size", async () => {
    const manifest = JSON.parse(await textOf("/manifest.webmanifest")) as {
      icons: { src: string; type: string; sizes: string }[];
    };

    const answers = await Promise.all(manifest.icons.map(({ src }) => fetch(portal.url + src)));
    expect(answers.map(({ status, headers }) => [status, headers.get("content-type")])).toEqual(
      manifest.icons.map(({ type }) => [200, type]),
    );
    const widths = await Promise.all(
      answers.map(async (answer) => new DataView(await answer.arrayBuffer()).getUint32(16)),
    );
    for (const [at, { type, sizes }] of manifest.icons.entries())
      if (type === "image/png") expect(sizes).toBe(`${widths[at]}x${widths[at]}`);
  });
});

const descriptionIn = (html: string) => /<meta name="description" content="([^"]*)"/u.exec(html)?.[1];
