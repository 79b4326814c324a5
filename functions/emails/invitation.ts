import type { Body, Invitation, Letter } from "./letter.ts";

/**
 * What somebody who has never signed in is sent in place of a message: who invites, by address, to what of the provider's
 * own records, and the same way in; no word that other people have typed (SECURITY.md 11).
 */
export function invitation(
  { to, by: named, organization, role, until, isOver }: Invitation,
  causer: string,
  { action }: Body,
  { t, formats, unsubscribe }: Letter,
): Body {
  const by = named ?? causer;
  return {
    subject: t(isOver ? "emails.invitation.over.subject" : "emails.invitation.subject", { by }),
    lead: isOver
      ? t("emails.invitation.over.lead", { by })
      : organization
        ? t("emails.invitation.lead.roleFor", { by, organization })
        : t(`emails.invitation.lead.${to}`, { by }),
    paragraphs: isOver
      ? [t("emails.invitation.over.body")]
      : [
          ...(role ? [t("emails.access-granted.role", { role: t(`roles.${role}`) })] : []),
          t("emails.invitation.body"),
          ...(until === undefined ? [] : [t("emails.invitation.until", { date: formats.date(until) })]),
        ],
    ...(action && !isOver && { action: { label: t("emails.invitation.button"), href: action.href } }),
    why: t("emails.invitation.why", { by }),
    choices: [{ label: t("emails.invitation.never"), href: unsubscribe }],
  };
}
