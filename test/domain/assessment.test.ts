import { expect, test } from "vitest";
import {
  assess,
  type AssessmentRule,
  assessmentRules,
  type Candidacy,
  assessmentReasons,
} from "#src/domain/assessment.ts";

const usual: Candidacy = {
  email: "an@acme.example",
  claimedId: "be",
  contractOrganizationId: "be",
  organizations: [
    { id: "acme", parentId: null },
    { id: "be", parentId: "acme" },
    { id: "gent", parentId: "be" },
  ],
  withChildren: ["acme", "be"],
  domains: [{ organizationId: "acme", domain: "acme.example" }],
  rootsOfEmailDomain: ["acme"],
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
      domains: [{ organizationId: "gent", domain: "gent.example" }],
      rootsOfEmailDomain: [],
    },
    [],
  ],
  [
    "a partner's address where no domain is known",
    { email: "an@partner.example", domains: [], rootsOfEmailDomain: ["partner"] },
    ["domainOfAnotherCompany"],
  ],
  [
    "a partner's address where another domain is known",
    { email: "an@partner.example", rootsOfEmailDomain: ["partner"] },
    ["domainUnknown", "domainOfAnotherCompany"],
  ],
  [
    "a domain that this company shares with another",
    { rootsOfEmailDomain: ["acme", "partner"] },
    ["domainOfAnotherCompany"],
  ],
  [
    "the whole company with the contract of a site",
    { claimedId: "acme", contractOrganizationId: "gent" },
    ["rootClaimedFromLeaf"],
  ],
  [
    "the whole company with the contract of a country",
    { claimedId: "acme", contractOrganizationId: "be" },
    [],
  ],
  ["the whole company with its own contract", { claimedId: "acme", contractOrganizationId: "acme" }, []],
  ["a country with the contract of a site below it", { claimedId: "be", contractOrganizationId: "gent" }, []],
  [
    "a company of one, with its own contract",
    {
      claimedId: "acme",
      contractOrganizationId: "acme",
      organizations: [{ id: "acme", parentId: null }],
      withChildren: [],
    },
    [],
  ],
  ["an organization that lost its administrator", { lostAdministrator: ["be"] }, ["administratorLost"]],
  ["another one lost its administrator", { lostAdministrator: ["acme", "gent"] }, []],
];

test.each(cases)("%s", (_, difference, fired) => {
  expect(assess({ ...usual, ...difference })).toEqual(fired);
});

test("each rule is named as a reason, beside «None of the above»", () => {
  expect(assessmentReasons).toEqual(["noneOfTheAbove", ...Object.keys(assessmentRules)]);
});
