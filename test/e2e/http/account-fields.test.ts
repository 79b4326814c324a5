import { afterAll, beforeAll, expect, test } from "vitest";
import { startPortal, type TestPortal } from "#test/helpers/portal.ts";
import type { Fields, Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { signedIn, sql } from "./world.ts";

let portal: TestPortal;
let visitor: Visitor;
beforeAll(async () => {
  portal = await startPortal({});
  visitor = await signedIn(portal, "asks@works.example");
  const at = "/en/accounts/new/";
  await visitor.post(`${at}authorization`, { authority: "other", authorizerEmail: "chief@works.example" });
  await visitor.post(`${at}identity`, { domainIdentifier: "works.example", accountName: "Works" });
  await visitor.post(`${at}company`, {});
  await visitor.post(`${at}administrators`, {});
});
afterAll(() => portal?.stop());

const company = {
  provideCompany: "yes",
  companyName: "Works Ltd",
  country: "US",
  address: "1 Main Street",
  city: "Irvine",
  region: "CA",
  postalCode: "92617",
};

const many = Array.from({ length: 200 }, (_, number) => `one${number}@works.example`).join("\n");

/** Step, fields, and the messages that they get. */
const refused: readonly [step: string, fields: Fields, errors: Fields][] = [
  ["authorization", {}, { authority: "authorityRequired" }],
  ["authorization", { authority: "other" }, { authorizerEmail: "authorizerEmailRequired" }],
  [
    "authorization",
    { authority: "other", authorizerEmail: "chief" },
    { authorizerEmail: "authorizerEmailMalformed" },
  ],
  [
    "authorization",
    { authority: "other", authorizerEmail: "chief@gmail.com" },
    { authorizerEmail: "authorizerEmailPersonal" },
  ],
  [
    "authorization",
    { authority: "other", authorizerEmail: "ASKS@works.example" },
    { authorizerEmail: "authorizerEmailOwn" },
  ],
  [
    "authorization",
    { authority: "other", authorizerEmail: "a@works.example", message: "x".repeat(1001), language: "xx" },
    { message: "messageTooLong", language: "languageUnknown" },
  ],
  [
    "identity",
    { domainIdentifier: "", accountName: "" },
    { domainIdentifier: "domainIdentifierRequired", accountName: "accountNameRequired" },
  ],
  [
    "identity",
    { domainIdentifier: "co.uk", accountName: "Works" },
    { domainIdentifier: "domainIdentifierPublicSuffix" },
  ],
  [
    "identity",
    { domainIdentifier: "example", accountName: "Works" },
    { domainIdentifier: "domainIdentifierPublicSuffix" },
  ],
  [
    "identity",
    { domainIdentifier: "works..example", accountName: "Works" },
    { domainIdentifier: "domainIdentifierMalformed" },
  ],
  [
    "identity",
    { domainIdentifier: "https://works.example/", accountName: "Works" },
    { domainIdentifier: "domainIdentifierMalformed" },
  ],
  [
    "identity",
    { domainIdentifier: "192.0.2.1", accountName: "W" },
    { domainIdentifier: "domainIdentifierMalformed", accountName: "accountNameTooShort" },
  ],
  [
    "identity",
    { domainIdentifier: "works.example", accountName: "x".repeat(101) },
    { accountName: "accountNameTooLong" },
  ],
  ["company", { ...company, companyName: "W" }, { companyName: "companyNameTooShort" }],
  ["company", { ...company, companyName: "x".repeat(300) }, { companyName: "companyNameTooLong" }],
  ["company", { ...company, country: "XX" }, { country: "countryUnknown" }],
  [
    "company",
    { ...company, region: "", postalCode: "" },
    { region: "regionRequired", postalCode: "postalCodeRequired" },
  ],
  [
    "administrators",
    { adminEmails: "ann@works.example\nANN@works.example" },
    { adminEmails: "adminEmailsTwice" },
  ],
  ["administrators", { adminEmails: "asks@works.example" }, { adminEmails: "adminEmailsOwn" }],
  ["administrators", { adminEmails: "chief@works.example" }, { adminEmails: "adminEmailsAuthorizer" }],
  [
    "administrators",
    { adminEmails: "ann@works.example\nann@gmail.com" },
    { adminEmails: "adminEmailsPersonal" },
  ],
  ["administrators", { adminEmails: "ann@works.example\nann" }, { adminEmails: "adminEmailsMalformed" }],
  ["administrators", { adminEmails: many }, { adminEmails: "adminEmailsTooMany" }],
];

test.each(refused)(
  "%s refuses %o at the field, keeps what was typed, and changes nothing",
  async (step, fields, errors) => {
    const before = await sql(portal)("select answers, state from smart_account");

    const answer = await visitor.post(`/en/accounts/new/${step}`, fields);

    const expected = Object.entries(errors).map(([field, key]) => [field, `accounts.errors.${key}`]);
    expect(answer.status).toBe(422);
    expect(answer.errors).toEqual(Object.fromEntries(expected));
    for (const name of ["authorizerEmail", "domainIdentifier", "accountName", "companyName"])
      if (fields[name]) expect(answer.field(name)).toBe(fields[name]);
    expect(await sql(portal)("select answers, state from smart_account")).toEqual(before);
  },
);

test("the line of a nominee who does not fit is named", async () => {
  const answer = await visitor.post("/en/accounts/new/administrators", {
    adminEmails: "ann@works.example\n\nbob@works.example\nann@works.example",
  });

  expect(answer.text).toContain("Line 3: ann@works.example is there twice");
});

test("countries stand in the order of the reader's language, and fields that they lack are not asked", async () => {
  const english = await visitor.go("/en/accounts/new/company");
  const dutch = await visitor.go("/nl/accounts/new/company");
  const names = (page: typeof english) =>
    page.find("option").map((option) => String((option.children[0] as { value: string }).value).trim());

  const belgian = await visitor.post("/en/accounts/new/company", {
    ...company,
    country: "be",
    region: "",
    postalCode: "5000",
  });
  const angolan = await visitor.post("/en/accounts/new/company", {
    ...company,
    country: "AO",
    region: "",
    postalCode: "",
  });
  const notApplicable = await visitor.post("/en/accounts/new/company", {
    ...company,
    region: "n/a",
    postalCode: "na",
  });

  expect(names(english).length).toBeGreaterThan(240);
  expect(names(english)).toContain("Germany");
  expect(names(dutch)).toContain("Duitsland");
  expect(names(dutch).slice(1)).toEqual(names(dutch).slice(1).sort(new Intl.Collator("nl-BE").compare));
  expect([belgian.status, angolan.status, notApplicable.status]).toEqual([303, 303, 303]);
  const [row] = await sql(portal)(
    "select json_extract(answers, '$.region') as region, json_extract(answers, '$.postalCode') as code from smart_account",
  );
  expect(row).toMatchObject({ region: "NA", code: "NA" });
});

test("identifiers that differ only in case, width or a trailing dot are one; an international one is kept in ASCII", async () => {
  const typed = ["WORKS.example.", "ｗｏｒｋｓ.example", " works.example "];

  const answers = [];
  for (const domainIdentifier of typed)
    answers.push(
      (await visitor.post("/en/accounts/new/identity", { domainIdentifier, accountName: "Works" })).status,
    );
  const kept = await sql(portal)(
    "select json_extract(answers, '$.domainIdentifier') as domain from smart_account",
  );
  await visitor.post("/en/accounts/new/identity", {
    domainIdentifier: "bücher.example",
    accountName: "Works",
  });
  const international = await sql(portal)(
    "select json_extract(answers, '$.domainIdentifier') as domain from smart_account",
  );

  expect(answers).toEqual([303, 303, 303]);
  expect(kept[0]!["domain"]).toBe("works.example");
  expect(international[0]!["domain"]).toBe("xn--bcher-kva.example");
  const review = await visitor.go("/en/accounts/new/review");
  expect(review.text).toContain("bücher.example (xn--bcher-kva.example)");
});

test("every invariant holds at the end", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
