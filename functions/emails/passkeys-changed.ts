import { template } from "./letter.ts";

interface Params {
  /**
   * `asked`: an agent says that they are lost; `ended`: another one agrees; `linked`: an identity at a provider signs in too;
   * `unlinked`: it does no more.
   */
  change: "added" | "removed" | "asked" | "ended" | "linked" | "unlinked";
  /** What the passkey is called, or the provider. */
  name?: string;
}

export const passkeysChanged = template("tell", ({ change, name = "" }: Params, { t, url }) => {
  const isOfProvider = change === "linked" || change === "unlinked";
  return {
    subject: t(`emails.passkeys-changed.${change}.subject`, { name }),
    lead: t(`emails.passkeys-changed.${change}.lead`, { name }),
    facts: isOfProvider ? {} : { passkey: name },
    paragraphs: [t(`emails.passkeys-changed.${change}.next`)],
    action: isOfProvider
      ? { label: t("sessions.title"), href: url("profile/sessions") }
      : { label: t("emails.passkeys-changed.button"), href: url("profile/passkeys") },
    why: t("emails.access-suspended.why"),
  };
});
