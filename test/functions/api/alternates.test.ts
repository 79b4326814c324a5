import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { languages } from "#src/i18n/translator.ts";
import { choose, signedIn, startDemo } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { type Answer, Visitor } from "#test/helpers/visitor.ts";

let portal: TestPortal;
let visitor: Visitor;
beforeAll(async () => {
  portal = await startDemo();
  visitor = await signedIn(portal, "eleanor.hart@harrow-wren.example");
});
afterAll(() => portal?.stop());

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
    "legal-notice",
    "smart-accounts",
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
