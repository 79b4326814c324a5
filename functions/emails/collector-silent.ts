import { organizationAddress } from "#src/i18n/organizations.ts";
import { template } from "./letter.ts";

interface Params {
  organization: string;
  organizationId: string;
  /** Of the collector's key. */
  collector: string;
  trouble: "refused" | "silent";
  /** When a list was refused, or came last. */
  since: number;
}

export const collectorSilent = template(
  "tell",
  ({ organization, organizationId, collector, trouble, since }: Params, { t, formats, url }) => ({
    subject: t(`collector.mail.${trouble}.subject`, { organization, collector }),
    lead: t(`collector.mail.${trouble}.lead`, { collector, dateTime: formats.dateTime(since) }),
    facts: { organization, key: collector },
    paragraphs: [t("collector.mail.until"), t("collector.mail.once")],
    action: {
      label: t("collector.mail.button"),
      href: url(organizationAddress(organizationId, "devices/collector")),
    },
    why: t("emails.common.whyRole", { organization }),
  }),
);
