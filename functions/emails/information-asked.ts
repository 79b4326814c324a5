import type { Body, Letter } from "./letter.ts";

export const informationAsked = ({ question }: { question: string }, { t, link }: Letter): Body => ({
  subject: t("emails.information-asked.subject"),
  lead: t("emails.information-asked.lead"),
  paragraphs: [question, t("emails.information-asked.body")],
  action: { label: t("emails.information-asked.button"), href: link },
  why: t("emails.common.whyRegistration"),
});
