import { organizationAddress } from "#src/i18n/organizations.ts";
import { type Letter, template } from "./letter.ts";

interface Params {
  organization: string;
  organizationId: string;
}

export const welcome = template("tell", ({ organization, organizationId }: Params, { t, url }: Letter) => ({
  subject: t("emails.welcome.subject", { organization }),
  lead: t("emails.welcome.lead", { organization }),
  facts: { organization, role: t("roles.delegated-administrator") },
  paragraphs: [t("emails.welcome.body"), t("emails.welcome.delay")],
  action: { label: t("emails.welcome.button"), href: url(organizationAddress(organizationId, "devices")) },
  why: t("emails.common.whyRegistration"),
}));
