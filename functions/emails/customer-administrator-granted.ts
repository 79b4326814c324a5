import type { Body, Letter } from "./letter.ts";

export const customerAdministratorGranted = (
  { organization }: { organization: string },
  { t, url }: Letter,
): Body => ({
  subject: t("emails.customer-administrator-granted.subject", { organization }),
  lead: t("emails.customer-administrator-granted.lead", { organization }),
  paragraphs: [t("emails.customer-administrator-granted.body")],
  action: { label: t("emails.customer-administrator-granted.button"), href: url("portal") },
  why: t("emails.common.whyRole", { organization }),
});
