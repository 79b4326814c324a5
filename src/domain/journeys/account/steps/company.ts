import { type Company, readCompany } from "#src/domain/company.ts";
import type { FieldErrors } from "#src/domain/refusal.ts";
import { step } from "#src/domain/journeys/journey.ts";
import type { AccountAnswers, AccountSituation } from "#src/domain/journeys/account/answers.ts";

export const company = step({
  id: "company",
  relevant: (_: AccountSituation) => true,
  answered: ({ answers }: AccountSituation) => answers.provideCompany !== undefined,
});

const nothing: Company = {
  companyName: "",
  country: "",
  address: "",
  address2: "",
  city: "",
  region: "",
  postalCode: "",
};

/** Company information, now or at activation (README.md 3.3). */
export function readCompanyStep(typed: Readonly<Record<string, string>>): {
  answers: AccountAnswers;
  errors: FieldErrors;
} {
  if (typed["provideCompany"] !== "yes")
    return { answers: { ...nothing, provideCompany: false }, errors: {} };
  const read = readCompany(typed);
  return { answers: { ...read.company, provideCompany: true }, errors: read.errors };
}
