import { type Letter, type Named, template, withAddress } from "./letter.ts";

interface Params {
  organization: string;
  version: string;
  /** `YYYY-MM-DD` */
  datedOn: string;
  /** Who nominated the reader, whose role counts only once the terms are accepted. */
  nominatedBy?: Named;
  /** The version that the reader accepted before. */
  accepted?: string | null;
  /** It was sent before. */
  again?: boolean;
}

export const acceptTerms = template(
  "decide",
  ({ organization, version, datedOn, nominatedBy, accepted }: Params, { t, formats, link }: Letter) => {
    const facts = { organization, version, dated: formats.day(datedOn) };
    const action = { label: t("emails.accept-terms.button"), href: link };
    return nominatedBy === undefined
      ? {
          subject: t(accepted ? "emails.accept-terms.again" : "emails.accept-terms.subject", {
            organization,
          }),
          lead: t("emails.accept-terms.lead", { organization }),
          facts,
          paragraphs: accepted
            ? [t("escalation.terms.changed", { accepted }), t("escalation.terms.read")]
            : [t("emails.accept-terms.body")],
          action,
          why: t("emails.common.whyRole", { organization }),
        }
      : {
          subject: t("emails.accept-terms.nominated.subject", { organization }),
          lead: t("emails.accept-terms.nominated.lead", { name: nominatedBy.name, organization }),
          facts: { ...facts, nominated: withAddress(nominatedBy) },
          paragraphs: [
            t("emails.accept-terms.nominated.role", { organization }),
            t("emails.accept-terms.nominated.body"),
          ],
          action,
          why: t("emails.accept-terms.nominated.why", { name: nominatedBy.name }),
        };
  },
  {
    unasked: ({ nominatedBy }) => nominatedBy !== undefined,
    invites: ({ organization, nominatedBy, again }) =>
      nominatedBy === undefined ? null : { to: "role", organization, again },
  },
);
