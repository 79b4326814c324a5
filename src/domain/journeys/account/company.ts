import { type Company, readCompany } from "#src/domain/company.ts";
import { type Answer, question, type Typed } from "#src/domain/journeys/journey.ts";
import type { AccountAnswers, AccountSituation } from "./answers.ts";

/** Company information, now or at activation (README.md 3.3). */
export const company = question({
  id: "company",
  relevant: (_: AccountSituation) => true,
  answered: ({ answers }: AccountSituation) => answers.provideCompany !== undefined,
  read: (typed: Typed): Answer<AccountAnswers> => {
    if (typed["provideCompany"] !== "yes")
      return { answers: { ...nothing, provideCompany: false }, errors: {} };
    const read = readCompany(typed);
    return { answers: { ...read.company, provideCompany: true }, errors: read.errors };
  },
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
