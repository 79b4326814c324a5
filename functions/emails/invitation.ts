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
    ...(!isOver && {
      facts: {
        organization,
        role: role && t(`roles.${role}`),
        until: until === undefined ? null : formats.date(until),
      },
    }),
    paragraphs: isOver ? [t("emails.invitation.over.body")] : [t("emails.invitation.body")],
    ...(action && !isOver && { action: { label: t("emails.invitation.button"), href: action.href } }),
    why: t("emails.invitation.why", { by }),
    choices: [{ label: t("emails.invitation.never"), href: unsubscribe }],
  };
}
