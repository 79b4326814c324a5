import type { OrganizationId } from "#src/domain/ids.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { type Letter, template } from "./letter.ts";

interface Params {
  organization: string;
  organizationId: OrganizationId;
  /** Who came or went. */
  name: string;
  change: "joined" | "appointed" | "steppedDown" | "removed" | "resumed" | "erased" | "readdressed";
  /** The address that somebody uses from now on. */
  email?: string;
}

export const administratorChanged = template(
  "tell",
  ({ organization, organizationId, name, email, change }: Params, { t, url }: Letter) => ({
    subject: t("emails.administrator-changed.subject", { organization }),
    lead: t(`emails.administrator-changed.${change}`, { name, organization }),
    facts: { organization, name: change === "erased" ? null : name, email },
    paragraphs: [t(`emails.administrator-changed.${email ? "bodyAddress" : "body"}`, { name })],
    action: {
      label: t("emails.administrator-changed.button"),
      href: url(organizationAddress(organizationId, "administrators")),
    },
    why: t("emails.administrator-changed.why", { organization }),
  }),
  // A new address is told whatever stands in the mailbox, as `address-left` is.
  { unasked: ({ change }) => change !== "readdressed" },
);
