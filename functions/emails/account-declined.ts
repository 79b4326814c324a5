import { type Named, quotation, template, withAddress } from "./letter.ts";

interface Params {
  account: string;
  /** Null: the data of whoever was to activate it were erased. */
  by: Named | null;
  comment: string;
  /** Where the request stands, without language. */
  request: string;
}

export const accountDeclined = template("tell", ({ account, by, comment, request }: Params, { t, url }) => ({
  subject: t("emails.account-declined.subject", { account }),
  lead:
    by === null
      ? t("emails.account-declined.erased", { account })
      : t("emails.account-declined.lead", { by: by.name, account }),
  facts: { account, by: by && withAddress(by) },
  paragraphs: [
    ...(comment ? [t("emails.account-declined.reason"), quotation(comment, by?.name)] : []),
    ...(by === null ? [] : [t("emails.account-declined.body")]),
  ],
  action: { label: t("emails.account-declined.button"), href: url(request) },
  why: t("emails.common.whyAccount"),
}));
