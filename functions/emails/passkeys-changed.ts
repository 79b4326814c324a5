import { template } from "./letter.ts";

interface Params {
  /** `asked`: an agent says that they are lost; `ended`: another one agrees. */
  change: "added" | "removed" | "asked" | "ended";
  /** What the passkey is called. */
  name?: string;
}

export const passkeysChanged = template("tell", ({ change, name = "" }: Params, { t, url }) => ({
  subject: t(`emails.passkeys-changed.${change}.subject`),
  lead: t(`emails.passkeys-changed.${change}.lead`, { name }),
  facts: { passkey: name },
  paragraphs: [t(`emails.passkeys-changed.${change}.next`)],
  action: { label: t("emails.passkeys-changed.button"), href: url("profile/passkeys") },
  why: t("emails.access-suspended.why"),
}));
