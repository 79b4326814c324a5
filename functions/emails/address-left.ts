import { type Letter, template } from "./letter.ts";

interface Params {
  /** What the organization is called, or the Smart Account. */
  organization: string;
  kind: "organization" | "account";
  /** The page of its people, without language. */
  address: string;
  /** The address until now, by which the reader knows the person. */
  from: string;
  to: string;
  /** The reader was put there from another company, and never asked for it. */
  unasked?: boolean;
}

export const addressLeft = template(
  "tell",
  ({ organization, kind, address, from, to }: Params, { t, url }: Letter) => ({
    subject: t("emails.address-left.subject", { organization }),
    lead: t("emails.address-left.lead", { organization }),
    facts: { organization, old: from, to },
    paragraphs: [t("emails.address-left.act", { organization }), t("emails.address-left.otherwise")],
    action: { label: t("emails.address-left.button"), href: url(address) },
    why:
      kind === "account"
        ? t("emails.review-outcome.identifierChange.why", { account: organization })
        : t("emails.administrator-changed.why", { organization }),
  }),
  // Who decides in a place hears of it whatever stands in the mailbox; nobody leaves a place twice in 14 days.
  { unasked: ({ unasked = false }) => unasked },
);
