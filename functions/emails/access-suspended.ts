import { quotation, template } from "./letter.ts";

interface Params {
  /** What the agent has written. */
  reason: string;
}

export const accessSuspended = template(
  "tell",
  ({ reason }: Params, { t }) => ({
    subject: t("emails.access-suspended.subject"),
    lead: t("emails.access-suspended.lead"),
    paragraphs: [
      t("emails.access-suspended.reason"),
      quotation(reason),
      t("emails.access-suspended.follows"),
      t("emails.access-suspended.next"),
    ],
    why: t("emails.access-suspended.why"),
  }),
  { inAnyCase: true },
);
