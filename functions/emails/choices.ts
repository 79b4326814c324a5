import { organizationAddress } from "#src/i18n/organizations.ts";
import type { Letter } from "./letter.ts";

/** Where somebody who is sent reports about an organization says what is sent, or that nothing more of this kind is. */
export const choices = (organizationId: string, { t, url, unsubscribe }: Letter) => [
  { label: t("alerts.mail.settings"), href: url(organizationAddress(organizationId, "reports/settings")) },
  { label: t("alerts.mail.unsubscribe"), href: unsubscribe },
];
