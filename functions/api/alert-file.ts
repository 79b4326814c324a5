import { alertName, alertStep } from "#src/i18n/alerts.ts";
import { translator } from "#src/i18n/translator.ts";
import type { ViewOf } from "#functions/command/query.ts";
import { dayOf } from "#functions/context/context.ts";
import { csv, sendCsv, separatorOf } from "#functions/http/csv.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import type { alertsExport } from "#functions/views/organization/alerts.ts";

const columns = [
  "what",
  "subject",
  "severity",
  "kind",
  "step",
  "devices",
  "raised",
  "organization",
  "state",
] as const;

/** Answers with a list of alerts as a file to keep. */
export function sendAlerts(exchange: Exchange, { id, today, alerts }: ViewOf<typeof alertsExport>) {
  const { language, settings } = exchange.var;
  const t = translator(language);
  const rows = alerts.map((one) => ({
    what: alertName(t, one, language).text,
    subject: one.subject,
    severity: t(`reports.severities.${one.severity}`),
    kind: t(`reports.kinds.${one.kind}`),
    step: alertStep(t, one, today),
    devices: one.devices,
    raised: dayOf(one.raisedAt, settings.timeZone),
    organization: one.organizationName,
    state: t(`reports.alertStates.${one.state}`),
  }));
  const headed = columns.map((key) => ({ key, header: t(`alerts.columns.${key}`) }));
  return sendCsv(exchange, [t("alerts.file"), id], csv(headed, rows, separatorOf(language)));
}
