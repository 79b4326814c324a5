import { quotation, template } from "./letter.ts";

interface Params {
  /** What the reader wrote, and what an agent answers. */
  wrote: string;
  answer: string;
}

export const feedbackAnswered = template("tell", ({ wrote, answer }: Params, { t, to, url }) => ({
  subject: t("emails.feedback-answered.subject"),
  lead: t("emails.feedback-answered.lead"),
  paragraphs: [quotation(answer), t("emails.feedback-answered.wrote"), quotation(wrote, to.name)],
  action: { label: t("emails.feedback-answered.button"), href: url("feedback") },
  why: t("emails.feedback-answered.why"),
}));
