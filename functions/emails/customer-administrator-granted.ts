import { organizationAddress } from "#src/i18n/organizations.ts";
import { type Letter, template } from "./letter.ts";

interface Params {
  organization: string;
  organizationId: string;
}

export const customerAdministratorGranted = template(
  "tell",
  ({ organization, organizationId }: Params, { t, url }: Letter) => ({
    subject: t("emails.customer-administrator-granted.subject", { organization }),
    lead: t("emails.customer-administrator-granted.lead", { organization }),
    facts: { organization, role: t("roles.customer-administrator") },
    paragraphs: [t("emails.customer-administrator-granted.body")],
    action: {
      label: t("emails.customer-administrator-granted.button"),
      href: url(organizationAddress(organizationId, "reports")),
    },
    why: t("emails.common.whyRole", { organization }),
  }),
);
