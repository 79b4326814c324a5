import fc from "fast-check";
import { expect, test } from "vitest";
import {
  companyDomain,
  companyOf,
  defaultIdentifier,
  isForeign,
  readIdentifier,
} from "#src/domain/domain-identifier.ts";

const same = [
  ["acme.be", "acme.be"],
  ["ACME.be", "acme.be"],
  ["acme.be.", "acme.be"],
  [" acme.be ", "acme.be"],
  ["ａｃｍｅ.be", "acme.be"],
  ["acme。be", "acme.be"],
  ["bücher.example", "xn--bcher-kva.example"],
  ["XN--BCHER-KVA.example", "xn--bcher-kva.example"],
  ["acme.co.uk", "acme.co.uk"],
  ["a.b.demo.example", "a.b.demo.example"],
] as const;

test.each(same)("%o is kept as %o", (typed, identifier) => {
  expect(readIdentifier(typed)).toEqual({ identifier });
});

test.each(["co.uk", "CO.UK.", "be", "example", "localhost", "github.io", "kawasaki.jp"])(
  "%o is nobody's domain",
  (typed) => {
    expect(readIdentifier(typed)).toEqual({ problem: "PublicSuffix" });
  },
);

const malformed = [
  "acme..be",
  ".acme.be",
  "acme.be..",
  "-acme.be",
  "acme-.be",
  "a_b.be",
  "acme be",
  "https://acme.be",
  "acme.be/path",
  "acme.be:443",
  "user@acme.be",
  "%61cme.be",
  "192.0.2.1",
  "0x7f.1",
  "[::1]",
  `${"a".repeat(64)}.be`,
  `${"a.".repeat(130)}be`,
  "acme\u0000.be",
];

test.each(malformed)("%o is no domain", (typed) => {
  expect(readIdentifier(typed)).toEqual({ problem: "Malformed" });
});

test("nothing typed is told apart from something wrong", () => {
  expect(readIdentifier("  ")).toEqual({ problem: "Required" });
});

test("whoever rents a name of a host is a company of one's own, apart from the host and from all others there", () => {
  const [tenant, other, host] = ["a@mail.lynx.onmicrosoft.com", "b@wolf.onmicrosoft.com", "c@zendesk.com"];

  expect([tenant, other, host, "d@x.zendesk.com"].map(companyOf)).toEqual([
    "lynx.onmicrosoft.com",
    "wolf.onmicrosoft.com",
    "zendesk.com",
    "x.zendesk.com",
  ]);
  expect(isForeign("zendesk.com", "d@x.zendesk.com")).toBe(true);
  expect(isForeign("x.zendesk.com", host)).toBe(true);
});

const label = fc
  .stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/u)
  .filter((text) => !text.startsWith("xn--"));
const domain = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => `${labels.join(".")}.example`);

test("whatever is kept is read again as the same, in any case and with a trailing dot", () => {
  fc.assert(
    fc.property(domain, (one) => {
      expect(readIdentifier(one)).toEqual({ identifier: one });
      expect(readIdentifier(`${one.toUpperCase()}.`)).toEqual({ identifier: one });
      expect(one.endsWith(companyDomain(one)!)).toBe(true);
    }),
  );
});

test("whatever is typed: a domain that somebody can have, or a named problem, never an error", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-composite", maxLength: 40 }), (typed) => {
      const read = readIdentifier(typed);
      if ("problem" in read) expect(["Required", "Malformed", "PublicSuffix"]).toContain(read.problem);
      else expect(readIdentifier(read.identifier)).toEqual(read);
    }),
  );
});

test("the authorizer's own domain and all below it are the authorizer's; everything else is foreign", () => {
  fc.assert(
    fc.property(domain, label, (own, part) => {
      expect(isForeign(own, `chief@${own}`)).toBe(false);
      expect(isForeign(`${part}.${own}`, `chief@${own}`)).toBe(false);
      expect(isForeign(own, `chief@${part}.${own}`)).toBe(true);
      expect(isForeign(`${part}${own}`, `chief@${own}`)).toBe(true);
    }),
  );
});

test("the default is the domain of the authorizer's address, unless that is nobody's", () => {
  expect(defaultIdentifier("chief@acme.co.uk")).toBe("acme.co.uk");
  expect(defaultIdentifier("chief@mail.acme.example")).toBe("mail.acme.example");
  expect(defaultIdentifier("chief@gov.uk")).toBe("");
  expect(defaultIdentifier("")).toBe("");
});
