import { readableDomain } from "#src/i18n/domains.ts";
import { quotation, template } from "./letter.ts";

interface Params {
  requester: string;
  requesterEmail: string;
  /** The reader requested it himself. */
  own: boolean;
  forCustomer: boolean;
  account: string;
  domain: string;
  message: string | null;
  until: number;
}

export const accountToActivate = template(
  "decide",
  (params: Params, { t, formats, link }) => {
    const { requester, requesterEmail: email, own, forCustomer, account, domain, message, until } = params;
    return {
      subject: t("emails.account-to-activate.subject", { account }),
      lead: own
        ? t("emails.account-to-activate.leadOwn", { account })
        : t(`emails.account-to-activate.${forCustomer ? "leadCustomer" : "lead"}`, { requester, account }),
      facts: {
        account,
        identifier: readableDomain(domain),
        ...(own ? {} : { requested: requester, email }),
        until: formats.date(until),
      },
      paragraphs: [...(message ? [quotation(message, requester)] : []), t("emails.account-to-activate.body")],
      action: { label: t("emails.account-to-activate.button"), href: link },
      why: own
        ? t("emails.account-to-activate.whyOwn")
        : t("emails.account-to-activate.why", { requester, email }),
    };
  },
  {
    unasked: ({ own }) => !own,
    invites: ({ requesterEmail, until }) => ({ to: "activate", by: requesterEmail, until }),
  },
);
