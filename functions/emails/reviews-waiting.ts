import { template } from "./letter.ts";

interface Params {
  /** The earliest. */
  dueAt: number;
  /** All of them are late. */
  late?: boolean;
  /** The most urgent; a place that is null: none of those listed was chosen. */
  cases: readonly { name: string; place: string | null }[];
}

export const reviewsWaiting = template("decide", ({ dueAt, late, cases }: Params, { t, formats, url }) => {
  const dateTime = formats.dateTime(dueAt);
  return {
    subject: t(late ? "emails.reviews-waiting.lateSubject" : "emails.reviews-waiting.subject", {
      date: formats.shortDate(dueAt),
    }),
    lead: t(late ? "emails.reviews-waiting.late" : "emails.reviews-waiting.lead", { dateTime }),
    paragraphs: [
      cases.map(({ name, place }) =>
        t("emails.reviews-waiting.one", {
          name,
          place: place ?? t("emails.review-waiting.noOrganization"),
        }),
      ),
    ],
    action: { label: t("emails.reviews-waiting.button"), href: url("reviews") },
    why: t("emails.review-waiting.why"),
  };
});
