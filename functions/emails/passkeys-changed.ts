import { template } from "./letter.ts";

interface Params {
  /** `asked`: an agent says that they are lost; `ended`: another one agrees; `linked`: an identity at a provider signs in too. */
  change: "added" | "removed" | "asked" | "ended" | "linked";
  /** What the passkey is called, or the provider. */
  name?: string;
}

export const passkeysChanged = template("tell", ({ change, name = "" }: Params, { t, url }) => ({
  subject: t(`emails.passkeys-changed.${change}.subject`, { name }),
  lead: t(`emails.passkeys-changed.${change}.lead`, { name }),
  facts: change === "linked" ? {} : { passkey: name },
  paragraphs: [t(`emails.passkeys-changed.${change}.next`)],
  action:
    change === "linked"
      ? { label: t("sessions.title"), href: url("profile/sessions") }
      : { label: t("emails.passkeys-changed.button"), href: url("profile/passkeys") },
  why: t("emails.access-suspended.why"),
}));
