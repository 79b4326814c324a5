import { type Letter, template } from "./letter.ts";

interface Params {
  /** What is reviewed; null: none of those listed was chosen. */
  place: string | null;
  dueAt: number;
  /** That was over before it was decided. */
  late?: boolean;
  /** The reader keeps access to the place until it is decided whether an address of another company is right there. */
  left?: boolean;
  /** The page that says where it stands. */
  address?: string;
}

export const underReview = template(
  "tell",
  ({ place, dueAt, late, left, address = "onboarding/status" }: Params, { t, formats, url }: Letter) => ({
    subject: t(`emails.under-review.${late ? "lateSubject" : left ? "leftSubject" : "subject"}`, {
      place: place ?? t("emails.under-review.registration"),
    }),
    lead: t(late ? "emails.under-review.late" : "emails.under-review.lead", {
      dateTime: formats.dateTime(dueAt),
    }),
    facts: { place, [late ? "late" : "due"]: formats.dateTime(dueAt) },
    paragraphs: [
      ...(left ? [t("emails.under-review.left", { place: place ?? "" })] : []),
      t(late ? "emails.under-review.lateBody" : "emails.under-review.body"),
    ],
    action: { label: t("emails.under-review.button"), href: url(address) },
    why: left
      ? t("emails.common.whyRole", { organization: place ?? "" })
      : t("emails.common.whyRegistration"),
  }),
);
