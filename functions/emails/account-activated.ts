import { readableDomain } from "#src/i18n/domains.ts";
import { type Named, template, withAddress } from "./letter.ts";

interface Params {
  account: string;
  domain: string;
  by: Named;
  /** The reader activated it himself. */
  own: boolean;
  /** Where the request stands, without language. */
  request: string;
  /** How many of those nominated were allowed. */
  allowed: number;
  nominated: number;
}

export const accountActivated = template("tell", (params: Params, { t, url }) => {
  const { account, domain, by, own, request, allowed, nominated } = params;
  return {
    subject: t("emails.account-activated.subject", { account }),
    lead: own
      ? t("emails.account-activated.leadOwn", { account })
      : t("emails.account-activated.lead", { by: by.name, account }),
    facts: { account, identifier: readableDomain(domain), by: own ? null : withAddress(by) },
    paragraphs: [
      t("emails.account-activated.body"),
      ...(nominated ? [t("emails.account-activated.nominees", { count: allowed, nominated })] : []),
    ],
    action: {
      label: t(`emails.account-activated.${own ? "buttonOwn" : "button"}`),
      href: url(own ? `accounts/${domain}` : request),
    },
    why: t("emails.common.whyAccount"),
  };
});
