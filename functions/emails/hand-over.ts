import { always, template } from "./letter.ts";

interface Params {
  inviter: string;
  inviterEmail: string;
  /** Who is invited by whom, for the page of sign-in. */
  key?: string;
}

export const handOver = template(
  "tell",
  ({ inviter, inviterEmail, key }: Params, { t, url }) => ({
    subject: t("emails.hand-over.subject", { inviter }),
    lead: t("emails.hand-over.lead", { inviter }),
    facts: { name: inviter, email: inviterEmail },
    paragraphs: [t("emails.hand-over.body"), t("emails.hand-over.need")],
    action: {
      label: t("emails.hand-over.button"),
      href: url(key ? `onboarding/verify?invited=${key}` : "onboarding/verify"),
    },
    why: t("emails.hand-over.why", { inviter, email: inviterEmail }),
  }),
  { unasked: always, invites: ({ inviterEmail }) => ({ to: "register", by: inviterEmail }) },
);
