import fc from "fast-check";
import { expect, test } from "vitest";
import {
  asciiDomain,
  domainOf,
  isPersonalEmail,
  isWithin,
  masked,
  normalizeEmail,
} from "#src/domain/email.ts";

test.each([
  ["An.Peeters@Acme.Example", "an.peeters@acme.example"],
  ["  an@acme.example\t", "an@acme.example"],
  ["an+passerelle@acme.example", "an+passerelle@acme.example"],
  ["o'neill@acme.example", "o'neill@acme.example"],
  ["an@BÜRO.example", "an@xn--bro-hoa.example"],
  ["an@xn--bro-hoa.example", "an@xn--bro-hoa.example"],
  ["an@société.example", "an@xn--socit-esab.example"],
  ["ｍａｒｉｅ@acme.example", "marie@acme.example"],
  ["zoë@acme.example", "zoë@acme.example"],
  ["an@acme.example.", "an@acme.example"],
])("«%s» is kept as %s", (typed, kept) => {
  expect(normalizeEmail(typed)).toBe(kept);
});

test.each([
  "",
  "an",
  "an@",
  "@acme.example",
  "an@acme",
  "an@@acme.example",
  "an@acme..example",
  "an@-acme.example",
  "an peeters@acme.example",
  "an@acme.example, piet@acme.example",
  "An <an@acme.example>",
  '"an"@acme.example',
  "an@[127.0.0.1]",
  "an@127.0.0.1",
  "an@2130706433",
  "an@co.uk",
  "an@acme.example/path",
  "an@acme.example:25",
  "an@acme.example?x",
  "an@acme.example#x",
  `${"a".repeat(65)}@acme.example`,
  `an@${"a".repeat(250)}.example`,
  "an@acme.example\nBcc: all@acme.example",
  ".an@acme.example",
  "an.@acme.example",
  "an..peeters@acme.example",
])("«%s» is no address", (typed) => {
  expect(normalizeEmail(typed)).toBeNull();
});

test("what is kept stays as it is when it is read again", () => {
  fc.assert(
    fc.property(fc.emailAddress(), (typed) => {
      const kept = normalizeEmail(typed);

      expect(kept === null || normalizeEmail(kept) === kept).toBe(true);
      expect(normalizeEmail(typed.toUpperCase())).toBe(kept);
    }),
  );
});

test("a domain is ASCII in lower case, or none", () => {
  expect(asciiDomain("Zürich.CH.")).toBe("xn--zrich-kva.ch");
  expect(asciiDomain("a b")).toBeNull();
});

test.each([
  ["gmail.com", true],
  ["googlemail.com", true],
  ["hotmail.fr", true],
  ["outlook.be", true],
  ["yahoo.com", true],
  ["laposte.net", true],
  ["skynet.be", true],
  ["kpnmail.nl", true],
  ["mail.yahoo.com", true],
  ["proximus.be", true],
  ["pt.lu", true],
  ["xs4all.nl", true],
  ["tuta.io", true],
  ["mozmail.com", true],
  ["anonaddy.me", true],
  ["yopmail.com", true],
  ["gmx.ch", true],
  ["emea.teams.ms", true],
  ["lists.groups.io", true],
  ["0-mail.com", true],
  ["notgmail.com", false],
  ["gmail.com.acme.example", false],
  ["acme.example", false],
])("an address at %s is a personal one: %s", (domain, personal) => {
  expect(isPersonalEmail(`an@${domain}`)).toBe(personal);
});

test("a domain is within itself and within those above, not within one that ends alike", () => {
  expect(isWithin("acme.example", "acme.example")).toBe(true);
  expect(isWithin("mail.acme.example", "acme.example")).toBe(true);
  expect(isWithin("notacme.example", "acme.example")).toBe(false);
  expect(isWithin("acme.example", "mail.acme.example")).toBe(false);
});

test("a masked address shows its first letter and its domain, never its length", () => {
  expect(masked("marie.dupont@acme.example")).toBe("m••••@acme.example");
  expect(masked("m@acme.example")).toBe("m••••@acme.example");
  expect(masked("𝒎arie@acme.example")).toBe("𝒎••••@acme.example");
  expect(domainOf("marie@acme.example")).toBe("acme.example");
});

test.each(["anna@example.com", "anna@mail.example.com", "anna@test.com"])(
  "%s is no personal address, whatever lists say",
  (email) => {
    expect(isPersonalEmail(email)).toBe(false);
  },
);
