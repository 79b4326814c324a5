import type { OrganizationId } from "#src/domain/ids.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { always, type Letter, template } from "./letter.ts";

interface Params {
  organization: string;
  organizationId: OrganizationId;
  /** The address until now, by which the reader knows the person. */
  from: string;
  to: string;
}

export const addressLeft = template(
  "tell",
  ({ organization, organizationId, from, to }: Params, { t, url }: Letter) => ({
    subject: t("emails.address-left.subject", { organization }),
    lead: t("emails.address-left.lead", { organization }),
    facts: { organization, old: from, to },
    paragraphs: [t("emails.address-left.act", { organization }), t("emails.address-left.otherwise")],
    action: {
      label: t("emails.address-left.button"),
      href: url(organizationAddress(organizationId, "people")),
    },
    why: t("emails.administrator-changed.why", { organization }),
  }),
  { unasked: always },
);
