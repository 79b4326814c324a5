import type { Role } from "#src/domain/role.ts";
import { readableDomain } from "#src/i18n/domains.ts";
import { always, template } from "./letter.ts";

interface Params {
  name: string;
  email: string;
  account: string;
  domain: string;
  role: Role;
  accepted: boolean;
  /** Where the reader goes on, without language. */
  address: string;
}

export const nomineeAnswered = template(
  "tell",
  (params: Params, { t, url }) => {
    const { name, email, account, domain, accepted, address } = params;
    const answer = accepted ? "accepted" : "refused";
    const role = t(`roles.${params.role}`);
    return {
      subject: t(`emails.nominee-answered.${answer}.subject`, { name, account }),
      lead: t(`emails.nominee-answered.${answer}.lead`, { name, account }),
      facts: { name: name === email ? null : name, email, account, identifier: readableDomain(domain), role },
      paragraphs: [t(`emails.nominee-answered.${answer}.body`, { name })],
      action: { label: t("emails.nominee-answered.button"), href: url(address) },
      why: t("emails.common.whyAccount"),
    };
  },
  { unasked: always },
);
