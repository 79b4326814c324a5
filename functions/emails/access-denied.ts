import { type Named, quotation, template, withAddress } from "./letter.ts";

interface Params {
  place: string;
  reason: string | null;
  /** The administrator who decided; null: an agent. */
  by: Named | null;
}

export const accessDenied = template("tell", ({ place, reason, by }: Params, { t, url }) => ({
  subject: t("emails.access-denied.subject", { place }),
  lead:
    by === null
      ? t("emails.access-denied.leadByAgent", { place })
      : t("emails.access-denied.lead", { place, name: by.name }),
  facts: { place, by: by && withAddress(by) },
  paragraphs: [
    ...(reason ? [t("emails.access-denied.reason"), quotation(reason, by?.name)] : []),
    t("emails.access-denied.next"),
  ],
  action: { label: t("emails.access-denied.button"), href: url("requests") },
  why: t("emails.common.whyRequest", { place }),
}));
