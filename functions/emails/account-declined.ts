import { template } from "./letter.ts";

interface Params {
  account: string;
  by: string;
  comment: string;
  /** Where the request stands, without language. */
  request: string;
}

export const accountDeclined = template("tell", ({ account, by, comment, request }: Params, { t, url }) => ({
  subject: t("emails.account-declined.subject", { account }),
  lead: t("emails.account-declined.lead", { by, account }),
  paragraphs: [t("emails.account-declined.reason"), comment, t("emails.account-declined.body")],
  action: { label: t("emails.account-declined.button"), href: url(request) },
  why: t("emails.common.whyAccount"),
}));
