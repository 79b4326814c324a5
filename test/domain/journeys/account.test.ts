import fc from "fast-check";
import { expect, test } from "vitest";
import { customerAccount, ownAccount } from "#src/domain/journeys/account/account.ts";
import { administrators } from "#src/domain/journeys/account/administrators.ts";
import type { AccountAnswers } from "#src/domain/journeys/account/answers.ts";
import { authorization } from "#src/domain/journeys/account/authorization.ts";
import { readNominees } from "#src/domain/journeys/account/nominees.ts";
import { currentStep, mayVisit, stepBefore } from "#src/domain/journeys/journey.ts";

const requesterEmail = "asks@acme.example";
const at = (answers: AccountAnswers, taken = false) => ({
  kind: "own" as const,
  answers,
  requesterEmail,
  taken,
  languages: ["en"],
});
const current = (answers: AccountAnswers, taken = false) => currentStep(ownAccount, at(answers, taken));

const complete: AccountAnswers = {
  authority: "other",
  authorizerEmail: "chief@acme.example",
  domainIdentifier: "acme.example",
  accountName: "Acme",
  provideCompany: false,
  adminEmails: [],
};

test("the current step is the first without a valid answer; the check page once all are answered", () => {
  expect(current({})).toBe("authorization");
  expect(current({ authority: "self" })).toBe("identity");
  expect(current({ authority: "other" })).toBe("authorization");
  expect(current({ authority: "self", domainIdentifier: "acme.example" })).toBe("identity");
  expect(current({ ...complete, provideCompany: undefined })).toBe("company");
  expect(current({ ...complete, adminEmails: undefined })).toBe("administrators");
  expect(current(complete)).toBe("review");
});

test("an identifier that was taken meanwhile, or a nominee who has become authorizer, is asked again", () => {
  expect(current(complete, true)).toBe("identity");
  expect(current({ ...complete, adminEmails: ["chief@acme.example"] })).toBe("administrators");
});

test("one may go back to every step before the current one, never beyond it", () => {
  const steps = ownAccount.map(({ id }) => id);
  fc.assert(
    fc.property(fc.subarray(Object.keys(complete) as (keyof AccountAnswers)[]), (given) => {
      const answers = Object.fromEntries(given.map((name) => [name, complete[name]])) as AccountAnswers;
      const reached = steps.indexOf(current(answers));
      steps.forEach((step, place) => {
        expect(mayVisit(ownAccount, step, at(answers))).toBe(place <= reached);
      });
    }),
  );
});

test("the way back from a step is the step before it, from the first none", () => {
  const back = ownAccount.map(({ id }) => stepBefore(ownAccount, id, at(complete)));

  expect(back).toEqual([null, "authorization", "identity", "company", "administrators"]);
  expect(stepBefore(customerAccount, "review", at(complete))).toBe("customer");
});

test("a language is kept for somebody else only, and must be one in which people can be written to", () => {
  const typed = { authority: "other", authorizerEmail: "chief@acme.example", language: "en" };

  expect(authorization.read(typed, at({}))).toMatchObject({ answers: { language: "en" }, errors: {} });
  expect(authorization.read({ ...typed, authority: "self" }, at({})).answers.language).toBeUndefined();
  expect(authorization.read({ ...typed, language: "xx" }, at({})).errors).toEqual({
    language: { key: "accounts.errors.languageUnknown" },
  });
});

test("nobody who authorizes is nominated too", () => {
  const typed = { adminEmails: "chief@acme.example", nominateSelf: "yes" };

  expect(administrators.read(typed, at(complete)).errors).toMatchObject({
    adminEmails: { key: "accounts.errors.adminEmailsAuthorizer" },
  });
  expect(administrators.read({ nominateSelf: "yes" }, at({ authority: "self" })).answers).toEqual({
    adminEmails: [],
    nominateSelf: false,
  });
});

test("for a customer there is one page, then the check page", () => {
  expect(currentStep(customerAccount, at({}))).toBe("customer");
  expect(currentStep(customerAccount, at(complete))).toBe("review");
});

const nominees = (typed: string) =>
  readNominees(typed, { requesterEmail, authorizerEmail: "chief@acme.example" });

test.each([
  ["ann@acme.example\nann", "Malformed", 2],
  ["ann@gmail.com", "Personal", 1],
  ["ann@acme.example\n\n ANN@Acme.Example ", "Twice", 2],
  ["ann@acme.example\nasks@acme.example", "Own", 2],
  ["chief@acme.example", "Authorizer", 1],
] as const)("of %o the line is named that is wrong: %s", (typed, kind, line) => {
  expect(nominees(typed).problem).toMatchObject({ kind, params: { line } });
});

test("of several lines that are wrong all are named at once", () => {
  expect(nominees("ann@acme.example\nann\nbo@gmail.com\nasks@acme.example")).toEqual({
    emails: ["ann@acme.example"],
    problem: { kind: "Several", params: { lines: "2 (ann), 3 (bo@gmail.com), 4 (asks@acme.example)" } },
  });
});

test("fifty nominees are taken, one more is not", () => {
  const lines = Array.from({ length: 51 }, (_, number) => `n${number}@acme.example`);

  expect(nominees(lines.slice(1).join("\n"))).toEqual({ emails: lines.slice(1), problem: null });
  expect(nominees(lines.join("\n")).problem).toMatchObject({
    kind: "TooMany",
    params: { max: 50, count: 51 },
  });
});
