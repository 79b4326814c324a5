import type { Body, Letter } from "./letter.ts";

interface Params {
  account: string;
  by: string;
  comment: string;
  /** Where the request stands, without language. */
  request: string;
}

export const accountDeclined = ({ account, by, comment, request }: Params, { t, url }: Letter): Body => ({
  subject: t("emails.account-declined.subject", { account }),
  lead: t("emails.account-declined.lead", { by, account }),
  paragraphs: [t("emails.account-declined.reason"), comment, t("emails.account-declined.body")],
  action: { label: t("emails.account-declined.button"), href: url(request) },
  why: t("emails.common.whyAccount"),
});
