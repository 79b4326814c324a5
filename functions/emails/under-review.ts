import { type Letter, template } from "./letter.ts";

interface Params {
  dueAt: number;
  /** The page that says where it stands. */
  address?: string;
}

export const underReview = template(
  "tell",
  ({ dueAt, address = "onboarding/status" }: Params, { t, formats, url }: Letter) => ({
    subject: t("emails.under-review.subject"),
    lead: t("emails.under-review.lead", { dateTime: formats.dateTime(dueAt) }),
    paragraphs: [t("emails.under-review.body")],
    action: { label: t("emails.under-review.button"), href: url(address) },
    why: t("emails.common.whyRegistration"),
  }),
);
