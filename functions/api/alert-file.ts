import { limits } from "#src/domain/limits.ts";
import { alertName, alertStep } from "#src/i18n/alerts.ts";
import { type Translate, translator } from "#src/i18n/translator.ts";
import type { ViewOf } from "#functions/command/query.ts";
import { dayOf } from "#functions/context/context.ts";
import { csv, sendCsv, separatorOf } from "#functions/http/csv.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { inParts, mapped } from "#functions/http/parts.ts";
import { type AlertQuestion, alertsPart } from "#functions/views/organization/alerts.ts";

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

/** A part of a list of alerts as CSV. */
function alertRows(
  { today, alerts }: ViewOf<typeof alertsPart>,
  t: Translate,
  { language, settings: { timeZone } }: Exchange["var"],
  isFirst: boolean,
) {
  const rows = alerts.map((one) => ({
    what: alertName(t, one, language).text,
    subject: one.subject,
    severity: t(`reports.severities.${one.severity}`),
    kind: t(`reports.kinds.${one.kind}`),
    step: alertStep(t, one, today),
    devices: one.devices,
    raised: dayOf(one.raisedAt, timeZone),
    organization: one.organizationName,
    state: t(`reports.alertStates.${one.state}`),
  }));
  const headed = columns.map((key) => ({ key, header: t(`alerts.columns.${key}`) }));
  return csv(headed, rows, separatorOf(language), isFirst);
}

/** Answers with a list of alerts as a file to keep, read a part at a time, up to so many. */
export async function sendAlerts(exchange: Exchange, question: AlertQuestion) {
  const t = translator(exchange.var.language);
  const { perFile, perFilePart } = limits.alert;
  let left = perFile / perFilePart;
  const { first, parts } = await inParts(exchange, alertsPart, question, ({ next }) => {
    left -= 1;
    return next === null || left <= 0 ? null : { ...question, after: next };
  });
  const file = mapped(parts, (view, isFirst) => alertRows(view, t, exchange.var, isFirst));
  return sendCsv(exchange, [t("alerts.file"), first.id], file);
}
