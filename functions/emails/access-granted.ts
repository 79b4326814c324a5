import { isCustomerRole, type Role } from "#src/domain/role.ts";
import { type Named, template, withAddress } from "./letter.ts";

interface Params {
  place: string;
  role: Role;
  /** The administrator who decided; null: an agent. */
  by: Named | null;
  /** The reader did not ask for it: somebody has given it. */
  unasked?: boolean;
  /** It was told before. */
  again?: boolean;
}

export const accessGranted = template(
  "tell",
  ({ place, role, by, unasked }: Params, { t, url }) => ({
    subject: t("emails.access-granted.subject", { place }),
    lead: t("emails.access-granted.lead", { place }),
    facts: { place, role: t(`roles.${role}`), by: by && withAddress(by) },
    paragraphs: [
      t(`decision.means.${role}`),
      by === null
        ? t("emails.access-granted.byAgent")
        : t(unasked ? "emails.access-granted.given" : "emails.access-granted.by", { name: by.name }),
      t("emails.access-granted.delay"),
    ],
    action: { label: t("emails.access-granted.button"), href: url("portal") },
    why: unasked
      ? t("emails.common.whyRole", { organization: place })
      : t("emails.common.whyRequest", { place }),
  }),
  {
    unasked: ({ unasked = false }) => unasked,
    // The provider has registered an organization; the names of an account and its parts were typed.
    invites: ({ place, role, unasked, again }) =>
      unasked ? { to: "role", role, ...(isCustomerRole(role) && { organization: place }), again } : null,
  },
);
