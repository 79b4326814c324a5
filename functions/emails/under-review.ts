import type { Body, Letter } from "./letter.ts";

export const underReview = ({ dueAt }: { dueAt: number }, { t, formats, url }: Letter): Body => ({
  subject: t("emails.under-review.subject"),
  lead: t("emails.under-review.lead", { dateTime: formats.dateTime(dueAt) }),
  paragraphs: [t("emails.under-review.body")],
  action: { label: t("emails.under-review.button"), href: url("onboarding/status") },
  why: t("emails.common.whyRegistration"),
});
