import { type Letter, template } from "./letter.ts";

interface Params {
  /** To which of the two mailboxes. */
  side: "old" | "new";
  from: string;
  to: string;
  hours: number;
}

/** Goes at once and whoever has never signed in gets it too, as with a code: it says nothing but who wants to use the address. */
export const addressChange = template("code", ({ side, from, to, hours }: Params, { t, link }: Letter) => ({
  subject: t(`emails.address-change.${side}.subject`),
  lead: t(`emails.address-change.${side}.lead`),
  facts: { from, to },
  paragraphs: [
    t(`emails.address-change.${side}.body`),
    t("emails.confirm-address.validFor", { count: hours }),
  ],
  action: { label: t("emails.address-change.button"), href: link },
  why: t(`emails.address-change.${side}.why`, { from }),
}));
