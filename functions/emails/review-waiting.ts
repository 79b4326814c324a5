import type { ReviewKind, ReviewReason } from "#src/domain/review.ts";
import { always, template } from "./letter.ts";

interface Params {
  reviewId: string;
  kind: ReviewKind;
  /** Null for an organization that nobody administers. */
  name: string | null;
  email: string | null;
  /** Null when none of those listed was chosen. */
  place: string | null;
  reasons: readonly ReviewReason[];
  dueAt: number;
}

export const reviewWaiting = template(
  "decide",
  (params: Params, { t, formats, url }) => {
    const { kind, name, reasons, dueAt } = params;
    const place = params.place ?? t("emails.review-waiting.noOrganization");
    const dateTime = formats.dateTime(dueAt);
    return {
      subject: t("emails.review-waiting.subject", { name: name ?? place, dateTime }),
      lead: t(kind === "registration" ? "emails.review-waiting.lead" : `emails.review-waiting.${kind}`, {
        name: name ?? "",
        email: params.email ?? "",
        organization: place,
        place,
      }),
      paragraphs: reasons.map((reason) =>
        t("emails.review-waiting.body", { reason: t(`reviews.reasons.${reason}`) }),
      ),
      action: { label: t("emails.review-waiting.button"), href: url(`reviews/${params.reviewId}`) },
      why: t("emails.review-waiting.why"),
    };
  },
  { unasked: always },
);
