import type { Holding } from "#src/domain/policy.ts";
import { always, template } from "./letter.ts";

interface Params {
  organization: string;
  /** Who changed it. */
  by: string;
  given: readonly Holding[];
  ended: readonly Holding[];
}

export const accessChanged = template(
  "tell",
  ({ organization, by, given, ended }: Params, { t, url }) => ({
    subject: t("emails.access-changed.subject", { organization }),
    lead: t("emails.access-changed.lead", { by, organization }),
    paragraphs: [
      ...given.map((role) => t("emails.access-changed.given", { role: t(`roles.${role}`) })),
      ...ended.map((role) => t("emails.access-changed.ended", { role: t(`roles.${role}`) })),
    ],
    action: { label: t("emails.access-changed.button"), href: url("portal") },
    why: t("emails.access-changed.why", { organization }),
  }),
  {
    unasked: always,
    // Whoever loses something without ever having come is told nothing.
    invites: ({ given }) => (given.length ? { to: "role", role: given[0] } : null),
  },
);
