import { type Letter, template } from "./letter.ts";

export const customerAdministratorGranted = template(
  "tell",
  ({ organization }: { organization: string }, { t, url }: Letter) => ({
    subject: t("emails.customer-administrator-granted.subject", { organization }),
    lead: t("emails.customer-administrator-granted.lead", { organization }),
    paragraphs: [t("emails.customer-administrator-granted.body")],
    action: { label: t("emails.customer-administrator-granted.button"), href: url("portal") },
    why: t("emails.common.whyRole", { organization }),
  }),
);
