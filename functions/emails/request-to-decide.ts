import { always, quotation, template } from "./letter.ts";

interface Params {
  name: string;
  email: string;
  organization: string;
  /** The proof of a request for an organization. */
  contractNumber?: string;
  serialNumber?: string;
  /** Of a request for an account. */
  reason?: string;
}

export const requestToDecide = template(
  "decide",
  (params: Params, { t, link }) => ({
    subject: t("emails.request-to-decide.subject", { name: params.name, organization: params.organization }),
    lead: t("emails.request-to-decide.lead", { name: params.name, organization: params.organization }),
    facts: {
      name: params.name,
      email: params.email,
      place: params.organization,
      contract: params.contractNumber,
      serial: params.serialNumber,
    },
    paragraphs: [
      ...(params.reason ? [t("emails.request-to-decide.reason"), quotation(params.reason, params.name)] : []),
    ],
    action: { label: t("emails.request-to-decide.button"), href: link },
    why: t("emails.request-to-decide.why", { organization: params.organization }),
  }),
  { unasked: always },
);
