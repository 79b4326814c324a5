import { always, type Letter, quotation, template } from "./letter.ts";

interface Params {
  name: string;
  email: string;
  answer: string;
  /** The review that waits again for the agent who reads this; absent: a request, for an administrator. */
  reviewId?: string;
  /** What it is about, where it was named. */
  place: string | null;
}

export const answerReceived = template(
  "decide",
  ({ reviewId, name, email, answer, place }: Params, { t, url, link }: Letter) => ({
    subject: t("emails.answer-received.subject", { names: [name, place].filter(Boolean).join(", ") }),
    lead: reviewId
      ? t("emails.answer-received.lead", { name })
      : t("emails.answer-received.leadRequest", { name, place: place ?? "" }),
    facts: { name, email, place },
    paragraphs: [quotation(answer, name)],
    action: reviewId
      ? { label: t("emails.answer-received.button"), href: url(`reviews/${reviewId}`) }
      : { label: t("emails.request-to-decide.button"), href: link },
    why: reviewId
      ? t("emails.review-waiting.why")
      : t("emails.request-to-decide.why", { organization: place ?? "" }),
  }),
  { unasked: always },
);
