import { personAddress } from "#src/i18n/people.ts";
import { type Named, quotation, template, withAddress } from "./letter.ts";

interface Params {
  change: "suspended" | "restored";
  /** The agent whom it is about. */
  email: string;
  /** The agent who has done it. */
  by: Named;
  /** What that agent has written. */
  reason: string;
}

/** To all other agents: one of them cannot suspend another, or let one in again, without the rest knowing of it. */
export const agentSuspended = template("tell", ({ change, email, by, reason }: Params, { t, url }) => ({
  subject: t(`emails.agent-suspended.${change}.subject`),
  lead: t(`emails.agent-suspended.${change}.lead`, { by: by.name }),
  facts: { email, by: withAddress(by) },
  paragraphs: [
    quotation(reason, by.name),
    t(`emails.agent-suspended.${change}.next`),
    ...(change === "suspended" ? [t("emails.agent-suspended.suspended.keys")] : []),
  ],
  action: { label: t("emails.agent-suspended.button"), href: url(personAddress(email)) },
  why: t("emails.review-waiting.why"),
}));
