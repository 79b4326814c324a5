import { readableDomain } from "#src/i18n/domains.ts";
import { template, withAddress } from "./letter.ts";

interface Params {
  account: string;
  domain: string;
  requester: string;
  requesterEmail: string;
  /** The reader requested it. */
  own: boolean;
  forCustomer: boolean;
}

export const accountExpired = template(
  "tell",
  (params: Params, { t, url }) => {
    const { account, domain, requester, requesterEmail: email, own, forCustomer } = params;
    return {
      subject: t("emails.account-expired.subject", { account }),
      lead: t("emails.account-expired.lead", { account }),
      facts: {
        account,
        identifier: readableDomain(domain),
        requested: own ? null : withAddress({ name: requester, email }),
      },
      paragraphs: [own ? t("emails.account-expired.again") : t("emails.account-expired.ask", { requester })],
      action: {
        label: t("emails.account-expired.button"),
        href: url(own && forCustomer ? "accounts/for-customer" : "accounts/new/authorization"),
      },
      why: own ? t("emails.common.whyAccount") : t("emails.account-expiring.why", { requester }),
    };
  },
  {
    unasked: ({ own }) => !own,
    invites: ({ own, requesterEmail }) => (own ? null : { to: "activate", by: requesterEmail, isOver: true }),
  },
);
