import type { ReviewReason } from "../../src/domain/assessment.ts";
import type { Body, Letter } from "./letter.ts";

interface Params {
  reviewId: string;
  name: string;
  email: string;
  /** Null when none of those listed was chosen. */
  organization: string | null;
  reasons: readonly ReviewReason[];
  dueAt: number;
}

export const reviewWaiting = (params: Params, { t, formats, url }: Letter): Body => {
  const { name, email, organization, reasons, dueAt } = params;
  return {
    subject: t("emails.review-waiting.subject", { name, dateTime: formats.dateTime(dueAt) }),
    lead: t("emails.review-waiting.lead", {
      name,
      email,
      organization: organization ?? t("emails.review-waiting.noOrganization"),
    }),
    paragraphs: reasons.map((reason) =>
      t("emails.review-waiting.body", { reason: t(`reviews.reasons.${reason}`) }),
    ),
    action: { label: t("emails.review-waiting.button"), href: url(`reviews/${params.reviewId}`) },
    why: t("emails.review-waiting.why"),
  };
};
