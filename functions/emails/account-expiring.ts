import { readableDomain } from "#src/i18n/domains.ts";
import { template, withAddress } from "./letter.ts";

interface Params {
  account: string;
  domain: string;
  requester: string;
  requesterEmail: string;
  authorizer: string;
  /** The reader can activate it by the link; everyone else looks at the request. */
  activates: boolean;
  /** Where the request stands, without language. */
  request: string;
  until: number;
}

export const accountExpiring = template(
  "remind",
  (params: Params, { t, formats, link, url }) => {
    const {
      account,
      domain,
      requester,
      requesterEmail: email,
      authorizer,
      activates,
      request,
      until,
    } = params;
    const date = formats.date(until);
    return {
      subject: t(`emails.account-expiring.${activates ? "subject" : "waiting"}`, {
        account,
        date: formats.shortDate(until),
      }),
      lead: activates
        ? t("emails.account-expiring.leadActivate", { account, date })
        : t("emails.account-expiring.lead", { authorizer, account }),
      facts: {
        account,
        identifier: readableDomain(domain),
        requested: activates ? withAddress({ name: requester, email }) : null,
        until: date,
      },
      paragraphs: [
        t("emails.account-expiring.body"),
        ...(activates ? [] : [t("emails.account-expiring.remind", { authorizer })]),
      ],
      action: activates
        ? { label: t("emails.account-to-activate.button"), href: link }
        : { label: t("emails.account-declined.button"), href: url(request) },
      why: activates ? t("emails.account-expiring.why", { requester }) : t("emails.common.whyAccount"),
    };
  },
  {
    unasked: ({ activates }) => activates,
    invites: ({ requesterEmail, until }) => ({ to: "activate", by: requesterEmail, until }),
  },
);
