import { readableDomain } from "#src/i18n/domains.ts";
import { template } from "./letter.ts";

interface Params {
  account: string;
  domain: string;
}

export const accountOvertaken = template("tell", ({ account, domain }: Params, { t, url }) => ({
  subject: t("emails.account-overtaken.subject", { account }),
  lead: t("emails.account-overtaken.lead", { domain: readableDomain(domain) }),
  facts: { account, identifier: readableDomain(domain) },
  paragraphs: [t("emails.account-overtaken.body", { account })],
  action: { label: t("emails.account-overtaken.button"), href: url("accounts/request-access") },
  why: t("emails.common.whyAccount"),
}));
