import { limits } from "#src/domain/limits.ts";
import type { AlertKind } from "#src/domain/reports/alert.ts";
import type { Severity } from "#src/domain/reports/advisory.ts";
import type { Digest } from "#src/domain/reports/digest.ts";
import { alertName, alertStep, type Named, type Stepped } from "#src/i18n/alerts.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { choices } from "./choices.ts";
import { type Letter, template } from "./letter.ts";

interface Matter extends Named, Stepped {
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly devices: number;
  readonly organizations: number;
}

interface Params {
  organization: string;
  organizationId: string;
  digest: Digest<Matter>;
  today: string;
}

export const reportDigest = template(
  "tell",
  ({ organization, organizationId, digest, today }: Params, letter: Letter) => {
    const { t, url, language } = letter;
    const { newMatters, worst, contractsEnding, devicesNearEnd, coverage, coveredMore } = digest;
    const covered = coverage.covered + coverage.ending;
    const figures = { covered, devices: covered + coverage.none };
    const compared =
      coveredMore && coveredMore > 0
        ? t("alerts.mail.digest.coverageMore", { ...figures, more: coveredMore })
        : coveredMore && t("alerts.mail.digest.coverageFewer", { ...figures, fewer: -coveredMore });
    return {
      subject: t("alerts.mail.digest.subject", { count: newMatters, organization }),
      lead: t("alerts.mail.digest.lead", { count: newMatters }),
      facts: {
        organization,
        coverage: figures.devices ? t("alerts.mail.digest.coverage", figures) : null,
      },
      paragraphs: [
        ...(worst.length ? [t("alerts.mail.digest.worst")] : []),
        worst.map((one) => {
          const { devices, organizations } = one;
          const line = t("alerts.mail.digest.one", {
            severity: t(`reports.severities.${one.severity}`),
            what: alertName(t, one, language).text,
            step: alertStep(t, one, today),
            count: devices,
          });
          const where = organizations > 1 && t("alerts.mail.digest.organizations", { count: organizations });
          return where ? `${line} · ${where}` : line;
        }),
        ...(contractsEnding
          ? [
              t("alerts.mail.digest.contracts", {
                count: contractsEnding,
                days: limits.coverage.endingWithin,
              }),
            ]
          : []),
        ...(devicesNearEnd ? [t("alerts.mail.digest.near", { count: devicesNearEnd })] : []),
        ...(figures.devices && compared ? [compared] : []),
      ],
      action: {
        label: t("alerts.mail.digest.button"),
        href: url(organizationAddress(organizationId, "reports")),
      },
      why: t("alerts.mail.why", { organization }),
      choices: choices(organizationId, letter),
    };
  },
);
