import type { ReviewKind, ReviewReason } from "#src/domain/review.ts";
import { always, template } from "./letter.ts";

interface Params {
  reviewId: string;
  kind: Exclude<ReviewKind, "feedback">;
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
    const { kind, name, email, reasons, dueAt } = params;
    const names = [kind === "identifier" || kind === "identifierChange" ? null : name, params.place]
      .filter(Boolean)
      .join(", ");
    const place = params.place ?? t("emails.review-waiting.noOrganization");
    return {
      subject: t(`emails.review-waiting.subject.${kind}`, { names }),
      lead: t(kind === "registration" ? "emails.review-waiting.lead" : `emails.review-waiting.${kind}`, {
        name: name ?? "",
        organization: place,
        place,
      }),
      facts: {
        name,
        email,
        place,
        reason: reasons.map((reason) => t(`reviews.reasons.${reason}`)).join(" · "),
        due: formats.dateTime(dueAt),
      },
      action: { label: t("emails.review-waiting.button"), href: url(`reviews/${params.reviewId}`) },
      why: t("emails.review-waiting.why"),
    };
  },
  { unasked: always },
);
