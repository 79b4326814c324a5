import type { OrganizationId } from "#src/domain/ids.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { type Letter, type Named, template } from "./letter.ts";

interface Params {
  organization: string;
  organizationId: OrganizationId;
  /** Who came or went, or uses this address from now on; null: somebody whose data were erased. */
  who: Named | null;
  change: "joined" | "appointed" | "steppedDown" | "removed" | "resumed" | "erased" | "readdressed";
}

export const administratorChanged = template(
  "tell",
  ({ organization, organizationId, who, change }: Params, { t, url }: Letter) => {
    const name = who?.name || (who?.email ?? "");
    return {
      subject: t("emails.administrator-changed.subject", { organization }),
      lead: t(`emails.administrator-changed.${change}`, { name, organization }),
      facts: { organization, name: who && name !== who.email ? name : null, email: who?.email },
      paragraphs: [
        t(`emails.administrator-changed.${change === "readdressed" ? "bodyAddress" : "body"}`, { name }),
      ],
      action: {
        label: t("emails.administrator-changed.button"),
        href: url(organizationAddress(organizationId, "administrators")),
      },
      why: t("emails.administrator-changed.why", { organization }),
    };
  },
  // A new address is told whatever stands in the mailbox, as `address-left` is.
  { unasked: ({ change }) => change !== "readdressed" },
);
