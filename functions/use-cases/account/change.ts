import { changeDetails } from "#db/queries/account.ts";
import { companyFields, readCompany } from "#src/domain/company.ts";
import { readAccountName } from "#src/domain/journeys/account/identity.ts";
import { invalid } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, together } from "#functions/command/consequences.ts";
import { attemptIn, inAccount } from "#functions/rights/place.ts";
import { detailsOf, type DetailsRecords } from "#functions/standing/account-details.ts";

/** Gives a Smart Account another name, or its company other details (src/domain/README.md 5.6). */
export const changeAccount = command({
  action: "account.change",

  input: ({ domain = "", ...fields }) => {
    const { accountName, problem } = readAccountName(fields);
    const { company, errors } = readCompany(fields);
    if (problem || Object.keys(errors).length)
      throw invalid({ ...(problem && { accountName: problem }), ...errors });
    return { domain, details: { name: accountName, ...company } };
  },

  load: ({ domain }, context) => detailsOf({ domain }, context),

  attempt: attemptIn,
  allow: inAccount("account.manage"),

  done: (_, { details: { name } }) => ({ said: { key: "acts.account.done", params: { name } } }),

  decide: ({ place, right }, { account: [before] }: DetailsRecords, { details }) => {
    const next = accountAddress(place.domain);
    const { name } = details;
    const same = companyFields.every((field) => (before?.[field] ?? "") === details[field]);
    if (same && name === place.name) return { next };
    return {
      next,
      ...together(hold(right), change(changeDetails(place.id, details)), record({ subjectId: place.id })),
    };
  },
});
