import { afterAll, beforeAll, expect, test } from "vitest";
import { administrator, choose, startDemo } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";

let portal: TestPortal;
let terms: string;
const people = {} as Record<"nobody" | "verifying" | "choosing" | "administrator", Visitor>;
beforeAll(async () => {
  portal = await startDemo();
  people.nobody = new Visitor(portal.url);
  people.verifying = new Visitor(portal.url);
  await people.verifying.signIn("camille.renard@clairval.example", "fr");
  people.choosing = await choose(portal.url, "eleanor.hart@harrow-wren.example");
  people.administrator = await administrator(portal.url, "amir.khan@nordlys-seafood.example");
  terms = await people.administrator.linkTo("amir.khan@nordlys-seafood.example", "accept-terms");
});
afterAll(() => portal.stop());

const hostile = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "</textarea><svg onload=alert(1)>",
  "javascript:alert(1)",
  "{{constructor.constructor('alert(1)')()}}",
  "${7*7}",
  "{{7*7}}",
  "$t(common.skip)",
  "{{name, number}}",
  "' or 1=1 --",
  "1; drop table person; --",
  "\u0000",
  "a\u0000b",
  "\uFFFD\uD7FF",
  "\u202Eevil",
  "\u200B\u200B",
  "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  "Z̷̢̛a̵lgo",
  "İıſK",
  "a".repeat(5000),
  "é".repeat(2000),
  "\r\nSet-Cookie: a=b",
  "\r\n\r\n<html>",
  "../../../../etc/passwd",
  "..\\..\\windows",
  "%00%0a%0d",
  "%2e%2e%2f",
  "null",
  "undefined",
  "NaN",
  "-1",
  "1e309",
  "0x7fffffff",
  "99999999999999999999999999",
  "true",
  "[object Object]",
  "__proto__",
  "constructor",
  "toString",
  "~link~token~",
  "~sign~in~code~",
  " ",
  "\t\n",
  ".",
  "@",
  "a@b",
  `${"a".repeat(64)}@${"b".repeat(63)}.example`,
  "a@b.example\nBcc: c@d.example",
  "//evil.example",
  "none",
];

const forms: readonly (readonly [who: keyof typeof people, path: string, fields: readonly string[]])[] = [
  ["nobody", "/en/sign-in", ["email", "operationId", "switchLanguage"]],
  ["nobody", "/en/sign-in/code", ["email", "code", "operationId"]],
  ["nobody", "/en/sign-in?next=HOSTILE", ["email"]],
  ["nobody", "/en/link/HOSTILE", ["operationId"]],
  ["verifying", "/fr/profile", ["name", "company", "phone", "language", "operationId"]],
  ["verifying", "/fr/profile?next=HOSTILE", ["name"]],
  ["verifying", "/fr/organizations/HOSTILE", ["operationId"]],
  ["verifying", "/fr/onboarding/hand-over", ["email", "language"]],
  ["verifying", "/fr/onboarding/verify", ["contractNumber", "serialNumber", "operationId"]],
  ["choosing", "/en/onboarding/organization", ["operationId", "switchLanguage"]],
  ["choosing", "/en/onboarding/check-email", ["operationId"]],
  ["administrator", "TERMS", ["acceptTerms", "operationId"]],
];

test.each(forms)("whatever %s sends to %s is answered, and stays text", async (who, path, fields) => {
  const visitor = people[who];
  const answers = [];
  for (const text of hostile) {
    const address = path
      .replace("HOSTILE", encodeURIComponent(text))

      .replace("TERMS", terms);
    const sent = Object.fromEntries(fields.map((field) => [field, text]));
    answers.push({ ...(await visitor.post(address, sent)), sent: text });
    visitor.cookies.delete("draft");
  }
  const outsideOfAttributes = ({ body }: { body: string }) => body.replace(/"[^"]*"/gu, '""');

  expect(answers.filter(({ status }) => status >= 500).map(({ sent, status }) => [sent, status])).toEqual([]);
  expect(answers.map(outsideOfAttributes).join()).not.toMatch(/<(script|img)|<svg onload|onmouseover='/u);
  expect(answers.filter(({ headers }) => headers.get("set-cookie")?.includes("a=b"))).toEqual([]);
});
