import type { ReviewKind } from "#src/domain/review.ts";
import { template, withAddress } from "./letter.ts";

interface Params {
  /** The earliest. */
  dueAt: number;
  /** All of them are late. */
  late?: boolean;
  /** The most urgent; a place that is null: none of those listed was chosen. */
  cases: readonly { kind: ReviewKind; name: string; email: string; place: string | null }[];
}

export const reviewsWaiting = template("decide", ({ dueAt, late, cases }: Params, { t, formats, url }) => {
  const dateTime = formats.dateTime(dueAt);
  return {
    subject: t(late ? "emails.reviews-waiting.lateSubject" : "emails.reviews-waiting.subject", {
      date: formats.shortDate(dueAt),
    }),
    lead: t(late ? "emails.reviews-waiting.late" : "emails.reviews-waiting.lead", { dateTime }),
    paragraphs: [
      cases.map(({ kind, place, ...who }) => {
        const name = withAddress(who);
        return t(`emails.reviews-waiting.${name && place ? "one" : "oneAlone"}`, {
          name: name || (place ?? t("reviews.stranger")),
          place: place ?? "",
          kind: t(`reviews.kinds.${kind}`),
        });
      }),
    ],
    action: { label: t("emails.reviews-waiting.button"), href: url("reviews") },
    why: t("emails.review-waiting.why"),
  };
});
