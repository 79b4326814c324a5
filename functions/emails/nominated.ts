import { readableDomain } from "#src/i18n/domains.ts";
import type { Role } from "#src/domain/role.ts";
import { type Named, quotation, template, withAddress } from "./letter.ts";

interface Params {
  account: string;
  domain: string;
  role: Role;
  requester: Named;
  /** The reader nominated himself. */
  own: boolean;
  authorizer: Named;
  note: string | null;
}

export const nominated = template(
  "decide",
  (params: Params, { t, link }) => {
    const { account, domain, requester, own, authorizer, note } = params;
    const role = t(`roles.${params.role}`);
    return {
      subject: t("emails.nominated.subject", { account }),
      lead: t("emails.nominated.lead", { account, role }),
      facts: {
        account,
        identifier: readableDomain(domain),
        role,
        nominated: own ? null : withAddress(requester),
        agreed: withAddress(authorizer),
      },
      paragraphs: [
        ...(own ? [t("emails.nominated.own")] : []),
        ...(note ? [quotation(note, requester.name)] : []),
        t("emails.nominated.body"),
      ],
      action: { label: t("emails.nominated.button"), href: link },
      why: own ? t("emails.common.whyAccount") : t("emails.nominated.why", { requester: requester.name }),
    };
  },
  { unasked: ({ own }) => !own, invites: ({ role }) => ({ to: "role", role }) },
);
