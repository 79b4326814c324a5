import type { AlertId } from "#src/domain/ids.ts";
import type { Severity } from "#src/domain/reports/advisory.ts";
import { alertName, type Named } from "#src/i18n/alerts.ts";
import { alertAddress, organizationAddress } from "#src/i18n/organizations.ts";
import { choices } from "./choices.ts";
import { type Letter, template } from "./letter.ts";

interface Params {
  organization: string;
  organizationId: string;
  /** Worst first. */
  alerts: readonly (Named & {
    readonly id: AlertId;
    readonly severity: Severity;
    readonly devices: number;
  })[];
}

const most = 5;

export const alertRaised = template(
  "tell",
  ({ organization, organizationId, alerts }: Params, letter: Letter) => {
    const { t, url, language } = letter;
    const count = alerts.length;
    const only = count === 1 ? alerts[0] : undefined;
    return {
      subject: t("alerts.mail.raised.subject", { count, organization }),
      lead: t("alerts.mail.raised.lead", { count }),
      paragraphs: [
        alerts.slice(0, most).map((one) =>
          t("alerts.mail.raised.one", {
            severity: t(`reports.severities.${one.severity}`),
            title: alertName(t, one, language).text,
            id: one.subject,
            count: one.devices,
          }),
        ),
        ...(count > most ? [t("alerts.mail.raised.more", { count: count - most })] : []),
      ],
      action: {
        label: t(only ? "alerts.mail.raised.buttonOne" : "alerts.mail.raised.button"),
        href: url(
          only
            ? alertAddress(organizationId, only.id)
            : organizationAddress(organizationId, "reports/alerts"),
        ),
      },
      why: t("alerts.mail.why", { organization }),
      choices: choices(organizationId, letter),
    };
  },
);
