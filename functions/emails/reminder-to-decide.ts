import { always, type Letter, template } from "./letter.ts";

interface Params {
  name: string;
  email: string;
  place: string;
  /** Since when the request waits. */
  since: number;
}

/** Carries the same link as the request itself. */
export const reminderToDecide = template(
  "remind",
  ({ name, email, place, since }: Params, { t, formats, link }: Letter) => ({
    subject: t("emails.reminder-to-decide.subject", { name, place }),
    lead: t("emails.reminder-to-decide.lead", { name, place }),
    facts: { name, email, place, since: formats.date(since) },
    paragraphs: [t("emails.reminder-to-decide.body")],
    action: { label: t("emails.request-to-decide.button"), href: link },
    why: t("emails.request-to-decide.why", { organization: place }),
  }),
  { unasked: always },
);
