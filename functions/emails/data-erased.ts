import { template } from "./letter.ts";

interface Params {
  /** This address is never to be written to again, whoever asks for it. */
  never: boolean;
}

export const dataErased = template(
  "confirm",
  ({ never }: Params, { t }) => ({
    subject: t("emails.data-erased.subject"),
    lead: t("emails.data-erased.lead"),
    paragraphs: [
      t("emails.data-erased.record"),
      t(never ? "emails.data-erased.never" : "emails.data-erased.again"),
      t("emails.data-erased.last"),
    ],
    why: t("emails.data-erased.why"),
  }),
  { last: true },
);
