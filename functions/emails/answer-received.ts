import type { Body, Letter } from "./letter.ts";

interface Params {
  reviewId: string;
  name: string;
  email: string;
  answer: string;
}

export const answerReceived = ({ reviewId, name, email, answer }: Params, { t, url }: Letter): Body => ({
  subject: t("emails.answer-received.subject", { name }),
  lead: t("emails.answer-received.lead", { name, email }),
  paragraphs: [answer],
  action: { label: t("emails.answer-received.button"), href: url(`reviews/${reviewId}`) },
  why: t("emails.review-waiting.why"),
});
