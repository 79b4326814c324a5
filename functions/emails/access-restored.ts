import { quotation, template } from "./letter.ts";

interface Params {
  /** What the agent has written. */
  reason: string;
}

export const accessRestored = template("tell", ({ reason }: Params, { t, url }) => ({
  subject: t("emails.access-restored.subject"),
  lead: t("emails.access-restored.lead"),
  paragraphs: [t("emails.access-restored.reason"), quotation(reason), t("emails.access-restored.follows")],
  action: { label: t("emails.access-restored.button"), href: url("portal") },
  why: t("emails.access-suspended.why"),
}));
