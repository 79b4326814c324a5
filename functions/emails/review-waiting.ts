import type { ReviewReason } from "../../src/domain/review.ts";
import type { Body, Letter } from "./letter.ts";

interface Params {
  reviewId: string;
  /** Null for an organization that nobody administers. */
  name: string | null;
  email: string | null;
  /** Null when none of those listed was chosen. */
  place: string | null;
  reasons: readonly ReviewReason[];
  dueAt: number;
}

export const reviewWaiting = (params: Params, { t, formats, url }: Letter): Body => {
  const { name, email, reasons, dueAt } = params;
  const place = params.place ?? t("emails.review-waiting.noOrganization");
  const dateTime = formats.dateTime(dueAt);
  return {
    subject: t("emails.review-waiting.subject", { name: name ?? place, dateTime }),
    lead:
      name === null
        ? t("emails.review-waiting.leadPlace", { place })
        : t("emails.review-waiting.lead", { name, email: email ?? "", organization: place }),
    paragraphs: reasons.map((reason) =>
      t("emails.review-waiting.body", { reason: t(`reviews.reasons.${reason}`) }),
    ),
    action: { label: t("emails.review-waiting.button"), href: url(`reviews/${params.reviewId}`) },
    why: t("emails.review-waiting.why"),
  };
};
