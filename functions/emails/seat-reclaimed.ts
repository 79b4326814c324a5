import { type Letter, quotation, template } from "./letter.ts";

interface Params {
  name: string;
  email: string;
  organization: string;
  /** What the claimant says about it. */
  comment: string | null;
  objectUntil: number;
}

/** On nobody's budget: whose office is claimed reads it whatever stands in the mailbox. */
export const seatReclaimed = template(
  "decide",
  ({ name, email, organization, comment, objectUntil }: Params, { t, formats, link }: Letter) => ({
    subject: t("reclaim.mail.reclaimed.subject", { name, organization }),
    lead: t("reclaim.mail.reclaimed.lead", { organization, dateTime: formats.dateTime(objectUntil) }),
    facts: { organization, name, email, until: formats.dateTime(objectUntil) },
    paragraphs: [
      t("reclaim.mail.reclaimed.who", { name }),
      ...(comment ? [quotation(comment, name)] : []),
      t("reclaim.mail.reclaimed.then", { name }),
      t("reclaim.mail.reclaimed.agree"),
    ],
    action: { label: t("reclaim.mail.reclaimed.button"), href: link },
    why: t("emails.request-to-decide.why", { organization }),
  }),
);
