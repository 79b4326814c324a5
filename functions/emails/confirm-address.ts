import { template } from "./letter.ts";

interface Params {
  organization: string;
  hours: number;
}

export const confirmAddress = template("confirm", ({ organization, hours }: Params, { t, link }) => ({
  subject: t("emails.confirm-address.subject", { organization }),
  lead: t("emails.confirm-address.lead", { organization }),
  facts: { organization, role: t("roles.delegated-administrator") },
  paragraphs: [t("emails.confirm-address.body"), t("emails.confirm-address.validFor", { count: hours })],
  action: { label: t("emails.confirm-address.button"), href: link },
  why: t("emails.confirm-address.why"),
}));
