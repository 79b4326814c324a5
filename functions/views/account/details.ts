import { companyFields, type CompanyField } from "#src/domain/company.ts";
import { query } from "#functions/command/query.ts";
import { inAccount } from "#functions/rights/place.ts";
import { detailsOf } from "#functions/standing/account-details.ts";

/** A Smart Account's name and company, to be changed (src/domain/README.md 5.6). */
export const accountDetailsPage = query({
  load: detailsOf,
  view: (actor, records) => {
    const { place } = inAccount("account.manage")(actor, records);
    const [account] = records.account;
    const company = Object.fromEntries(companyFields.map((field) => [field, account?.[field] ?? ""]));
    return { ...place, company: company as Record<CompanyField, string> };
  },
});
