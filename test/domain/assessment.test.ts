import { expect, test } from "vitest";
import {
  assess,
  assessmentReasons,
  type AssessmentRule,
  assessmentRules,
  type Candidacy,
} from "#src/domain/assessment.ts";
import { organizationIdOf } from "#src/domain/ids.ts";

const id = organizationIdOf;

const usual: Candidacy = {
  email: "an@acme.example",
  claimedId: id("be"),
  contractOrganizationId: id("be"),
  organizations: [
    { id: id("acme"), parentId: null },
    { id: id("be"), parentId: id("acme") },
    { id: id("gent"), parentId: id("be") },
  ],
  withChildren: [id("acme"), id("be")],
  domains: [{ organizationId: id("acme"), domain: "acme.example" }],
  rootsOfEmailDomain: [id("acme")],
  lostAdministrator: [],
};

const cases: readonly [situation: string, difference: Partial<Candidacy>, fired: AssessmentRule[]][] = [
  ["somebody of the company, with its contract", {}, []],
  ["an address below the company's domain", { email: "an@mail.acme.example" }, []],
  ["an address that only ends alike", { email: "an@notacme.example" }, ["domainUnknown"]],
  ["an address of nobody known", { email: "an@consult.example", rootsOfEmailDomain: [] }, ["domainUnknown"]],
  ["no domain known here or above", { email: "an@any.example", domains: [], rootsOfEmailDomain: [] }, []],
  [
    "a domain known below the organization only",
    {
      email: "an@any.example",
      domains: [{ organizationId: id("gent"), domain: "gent.example" }],
      rootsOfEmailDomain: [],
    },
    [],
  ],
  [
    "a partner's address where no domain is known",
    { email: "an@partner.example", domains: [], rootsOfEmailDomain: [id("partner")] },
    ["domainOfAnotherCompany"],
  ],
  [
    "a partner's address where another domain is known",
    { email: "an@partner.example", rootsOfEmailDomain: [id("partner")] },
    ["domainUnknown", "domainOfAnotherCompany"],
  ],
  [
    "a domain that this company shares with another",
    { rootsOfEmailDomain: [id("acme"), id("partner")] },
    ["domainOfAnotherCompany"],
  ],
  [
    "the whole company with the contract of a site",
    { claimedId: id("acme"), contractOrganizationId: id("gent") },
    ["rootClaimedFromLeaf"],
  ],
  [
    "the whole company with the contract of a country",
    { claimedId: id("acme"), contractOrganizationId: id("be") },
    [],
  ],
  [
    "the whole company with its own contract",
    { claimedId: id("acme"), contractOrganizationId: id("acme") },
    [],
  ],
  [
    "a country with the contract of a site below it",
    { claimedId: id("be"), contractOrganizationId: id("gent") },
    [],
  ],
  [
    "a company of one, with its own contract",
    {
      claimedId: id("acme"),
      contractOrganizationId: id("acme"),
      organizations: [{ id: id("acme"), parentId: null }],
      withChildren: [],
    },
    [],
  ],
  ["an organization that lost its administrator", { lostAdministrator: [id("be")] }, ["administratorLost"]],
  ["another one lost its administrator", { lostAdministrator: [id("acme"), id("gent")] }, []],
];

test.each(cases)("%s", (_, difference, fired) => {
  expect(assess({ ...usual, ...difference })).toEqual(fired);
});

test("each rule is named as a reason, beside «None of the above»", () => {
  expect(assessmentReasons).toEqual(["noneOfTheAbove", ...Object.keys(assessmentRules)]);
});
