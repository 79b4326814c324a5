import { stringify } from "csv-stringify/sync";
import type { DeviceLine } from "#db/queries/inventory.ts";
import { type DeviceField, deviceFields, namesIn } from "#src/domain/collect/columns.ts";
import { recordsOf, type Separator } from "#src/domain/collect/records.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { coverages } from "#src/domain/reports/coverage.ts";
import { supports } from "#src/domain/reports/product.ts";
import { templateColumns } from "#src/i18n/device-columns.ts";
import { coverageText, supportText } from "#src/i18n/device-states.ts";
import { faultText } from "#src/i18n/devices.ts";
import { type Translate, translator } from "#src/i18n/translator.ts";
import { csvOptions, sendCsv, separatorOf } from "#functions/http/csv.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { giveWay, inParts, mapped } from "#functions/http/parts.ts";
import { devicesPage, devicesPart } from "#functions/views/organization/devices/list.ts";
import { rejectedRows } from "#functions/views/organization/devices/uploads.ts";

/** What the address says: its organization, and what is looked for. */
export const asked = ({ req }: Exchange) => ({ ...req.query(), id: organizationIdOf(req.param("id") ?? "") });

/** The devices of the template, to be written over. */
const examples = (t: Translate): readonly Readonly<Record<DeviceField, string>>[] => [
  {
    hostName: t("devices.template.host"),
    ipAddress: "10.20.0.1",
    serialNumber: "FDO2201G84V",
    productId: "AS-4800-48P",
    macAddress: "00:1B:54:AA:01:02",
    location: t("devices.template.location"),
  },
  {
    hostName: t("devices.template.otherHost"),
    ipAddress: "10.20.0.12",
    serialNumber: "FCW2552LQLG",
    productId: "AS-2400-48P",
    macAddress: "",
    location: t("devices.template.otherLocation"),
  },
];

/** An empty list to fill in, in the reader's language, with two devices as an example. */
export async function sendTemplate(exchange: Exchange) {
  const { context, language } = exchange.var;
  await devicesPage.ask(context, asked(exchange));
  const t = translator(language);
  const rows = [templateColumns(t), ...examples(t).map((one) => deviceFields.map((field) => one[field]))];
  const name = [t("devices.export.file"), t("devices.template.file")];
  return sendCsv(exchange, name, stringify(rows, { ...csvOptions(separatorOf(language)), bom: true }));
}

/** The rows that were not loaded, as they were sent, each with its line and what is wrong with it. */
export async function sendRejected(exchange: Exchange) {
  const { context, language } = exchange.var;
  const upload = exchange.req.param("upload") ?? "";
  const { view } = await rejectedRows.ask(context, { ...asked(exchange), upload });
  const t = translator(language);
  const name = [t("devices.export.file"), t("devices.upload.fileName")];
  return sendCsv(exchange, name, rejectedFile(view, t));
}

type Rejected = Awaited<ReturnType<typeof rejectedRows.ask>>["view"];

/** So many characters of rows are written without giving way to others. */
const atOnce = 64 * 1024;

/** Its text, some rows at a time. */
async function* rejectedFile(
  { header: named, rejected, rejectedRows: rows, ...view }: Rejected,
  t: Translate,
) {
  const separator = view.separator as Separator;
  const cells = (raw: string) => recordsOf(raw, separator).records[0]?.cells ?? [raw];
  const written = (row: readonly string[], bom = false) =>
    stringify([[...row]], { ...csvOptions(separator), bom });
  const header = namesIn(cells(named)).slice(0, limits.upload.columns);
  yield written([...header, t("devices.rejected.line"), t("devices.rejected.reason")], true);
  let since = 0;
  for (const { line, raw, faults } of rows) {
    const sent = cells(raw);
    const missing = Array.from({ length: Math.max(0, header.length - sent.length) }, () => "");
    const reasons = faults.map((fault) => faultText(t, fault)).join(" · ");
    yield written([...sent, ...missing, String(line), reasons]);
    since += raw.length + missing.length;
    if (since < atOnce) continue;
    since = 0;
    await giveWay();
  }
  const shown = { shown: rows.length, count: rejected };
  if (rows.length < rejected) yield written([t("devices.upload.rejectedMore", shown)]);
}

const headings = (t: Translate) => [
  ...templateColumns(t),
  t("devices.device.coverage"),
  t("devices.device.contract"),
  t("devices.device.contractType"),
  t("devices.device.contractEnd"),
  t("devices.device.otherProduct"),
  t("devices.device.productName"),
  t("devices.device.support"),
  t("reports.milestones.endOfSupport"),
];

/** The states in words, each looked up once for a whole file. */
function rowsIn(t: Translate) {
  const coverage = Object.fromEntries(coverages.map((one) => [one, coverageText(t, one)]));
  const support = Object.fromEntries(supports.map((one) => [one, supportText(t, one)]));
  const elsewhere = t("devices.device.otherPartContract");
  return ([fields, covers, contract, type, endsOn, product, name, supported, end]: DeviceLine) => [
    ...fields,
    coverage[covers],
    contract ?? (covers === "none" ? null : elsewhere),
    type,
    endsOn,
    product,
    name,
    support[supported],
    end,
  ];
}

/** Everything that a filter finds, read and packed a part at a time. */
export async function sendDevices(exchange: Exchange) {
  const { language } = exchange.var;
  const t = translator(language);
  const row = rowsIn(t);
  const question = { ...asked(exchange), behind: "" };
  const { first, parts } = await inParts(exchange, devicesPart, question, ({ next }) =>
    next === null ? null : { ...question, behind: next },
  );
  const options = csvOptions(separatorOf(language));
  const file = mapped(parts, ({ lines }, isFirst) => {
    const head = isFirst ? stringify([headings(t)], { ...options, bom: true }) : "";
    return head + stringify(lines.map(row), options);
  });
  return sendCsv(exchange, [t("devices.export.file"), first.id], file);
}
