import type { AlertId } from "#src/domain/ids.ts";
import type { Severity } from "#src/domain/reports/advisory.ts";
import { alertName, type Named } from "#src/i18n/alerts.ts";
import { alertAddress, organizationAddress } from "#src/i18n/organizations.ts";
import { choices } from "./choices.ts";
import { type Letter, template } from "./letter.ts";

interface Organization {
  readonly organizationId: string;
  readonly organizationName: string;
}

interface Params {
  /** The one place, of these organizations or above them, where it was said that they are told; null: several. */
  saidAt: string | null;
  /** Worst first. */
  matters: readonly (Named & {
    readonly id: AlertId;
    readonly severity: Severity;
    readonly devices: number;
    readonly organizations: readonly Organization[];
  })[];
}

const most = 5;

export const alertRaised = template("tell", ({ saidAt, matters }: Params, letter: Letter) => {
  const { t, url, language } = letter;
  const count = matters.length;
  const all = matters.flatMap(({ organizations }) => organizations);
  const organizations = new Map(all.map((one) => [one.organizationId, one.organizationName]));
  const [[organizationId, name] = ["", ""], ...others] = organizations;
  const organization = others.length
    ? t("alerts.mail.raised.several", { organization: name, count: others.length })
    : name;
  const only = count === 1 && !others.length ? matters[0] : undefined;
  const at = others.length ? saidAt : organizationId;
  const alerts = at ? organizationAddress(at, "reports/alerts") : "portal";
  return {
    subject: t("alerts.mail.raised.subject", { count, organization }),
    lead: t("alerts.mail.raised.lead", { count }),
    facts: { organization },
    paragraphs: [
      matters.slice(0, most).map((one) => {
        const line = t("alerts.mail.raised.one", {
          severity: t(`reports.severities.${one.severity}`),
          title: alertName(t, one, language).text,
          id: one.subject,
          count: one.devices,
        });
        return others.length ? `${line} · ${where(one.organizations, letter)}` : line;
      }),
      ...(count > most ? [t("alerts.mail.raised.more", { count: count - most })] : []),
    ],
    action: {
      label: t(only ? "alerts.mail.raised.buttonOne" : "alerts.mail.raised.button"),
      href: url(only ? alertAddress(organizationId, only.id) : alerts),
    },
    why: t("alerts.mail.why", { organization }),
    choices: choices(saidAt ?? organizationId, letter),
  };
});

/** The organizations that a matter concerns, as far as one line has room. */
function where(organizations: readonly Organization[], { t }: Letter): string {
  const names = organizations.map(({ organizationName }) => organizationName);
  const organization = names.slice(0, most).join(", ");
  const count = names.length - most;
  return count > 0 ? t("alerts.mail.raised.several", { organization, count }) : organization;
}
