import { always, type Letter, quotation, template } from "./letter.ts";

interface Params {
  name: string;
  email: string;
  place: string;
  /** Since when the request waits. */
  since: number;
  /** The proof of a request for an organization. */
  contractNumber: string | null;
  serialNumber: string | null;
  /** Of a request for an account. */
  reason: string | null;
}

export const requestOpenedToYou = template(
  "decide",
  (
    { name, email, place, since, contractNumber, serialNumber, reason }: Params,
    { t, formats, link }: Letter,
  ) => ({
    subject: t("escalation.mail.opened.subject", { name, place }),
    lead: t("escalation.mail.opened.lead", { name, place }),
    facts: {
      name,
      email,
      place,
      contract: contractNumber,
      serial: serialNumber,
      since: formats.date(since),
    },
    paragraphs: [
      t("escalation.mail.opened.since"),
      ...(reason ? [t("escalation.mail.opened.reason"), quotation(reason, name)] : []),
      t("escalation.mail.opened.first"),
    ],
    action: { label: t("emails.request-to-decide.button"), href: link },
    why: t("escalation.mail.opened.why", { place }),
  }),
  { unasked: always },
);
