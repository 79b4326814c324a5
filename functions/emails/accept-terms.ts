import type { Body, Letter } from "./letter.ts";

interface Params {
  organization: string;
  version: string;
  /** `YYYY-MM-DD` */
  inForceOn: string;
}

export const acceptTerms = (
  { organization, version, inForceOn }: Params,
  { t, formats, link }: Letter,
): Body => ({
  subject: t("emails.accept-terms.subject"),
  lead: t("emails.accept-terms.lead", { organization }),
  paragraphs: [t("emails.accept-terms.body", { version, date: formats.day(inForceOn) })],
  action: { label: t("emails.accept-terms.button"), href: link },
  why: t("emails.common.whyRole", { organization }),
});
