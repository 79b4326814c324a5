import type { Standing } from "#src/domain/people.ts";
import type { Holding } from "#src/domain/policy.ts";
import { always, type Named, template, withAddress } from "./letter.ts";

interface Params {
  organization: string;
  /** Who changed it. */
  by: Named;
  given: readonly Holding[];
  ended: readonly Standing[];
  /** What has ended is all that the reader had there. */
  all?: true;
}

export const accessChanged = template(
  "tell",
  ({ organization, by, given, ended, all }: Params, { t, url }) => {
    const names = (roles: readonly Standing[]) => roles.map((role) => t(`roles.${role}`)).join(", ");
    const change = given.length ? "subject" : all ? "subjectAll" : "subjectEnded";
    return {
      subject: t(`emails.access-changed.${change}`, { organization }),
      lead: t(all ? "emails.access-changed.leadAll" : "emails.access-changed.lead", {
        by: by.name,
        organization,
      }),
      facts: { place: organization, given: names(given), ended: names(ended), by: withAddress(by) },
      paragraphs: given.length ? [] : [t("emails.access-changed.mistake", { by: by.name })],
      action: { label: t("emails.access-changed.button"), href: url("portal") },
      why: t("emails.access-changed.why", { organization }),
    };
  },
  {
    unasked: always,
    // Whoever loses something without ever having come is told nothing.
    invites: ({ given }) => (given.length ? { to: "role", role: given[0] } : null),
  },
);
