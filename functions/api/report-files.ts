import type { KeyIn } from "#locales/keys.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { toBeAnnounced } from "#src/domain/reports/product.ts";
import { coverageName, quarterName, supportName } from "#src/i18n/reports.ts";
import { type Translate, translator } from "#src/i18n/translator.ts";
import type { Query } from "#functions/command/query.ts";
import { dayOf as dayAt } from "#functions/context/context.ts";
import { csv, sendCsv, separatorOf } from "#functions/http/csv.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { inParts, mapped } from "#functions/http/parts.ts";
import type { ReportQuestion } from "#functions/views/organization/reports/basis.ts";
import { contractsPart } from "#functions/views/organization/reports/contracts.ts";
import { coveragePage } from "#functions/views/organization/reports/coverage.ts";
import { reportsPage } from "#functions/views/organization/reports/overview.ts";
import { supportPart } from "#functions/views/organization/reports/support.ts";

type ReportColumn = KeyIn<"reports.columns">;

type Rows<Name extends string> = readonly Readonly<Record<Name, string | number | null>>[];

/** A report as a file: its columns are named as on its page; where its rows are many, `more` says that another part follows. */
const file =
  <View extends { readonly id: string; readonly more?: boolean }, Name extends ReportColumn>(
    part: "overview" | "coverage" | "contracts" | "support",
    query: Query<ReportQuestion, View>,
    columns: readonly Name[],
    rowsOf: (view: View, t: Translate, timeZone: string) => Rows<Name>,
  ) =>
  async (exchange: Exchange) => {
    const { language, settings } = exchange.var;
    const id = organizationIdOf(exchange.req.param("id") ?? "");
    const t = translator(language);
    const header = columns.map((key) => ({ key, header: t(`reports.columns.${key}`) }));
    const { first, parts } = await inParts<ReportQuestion, View>(
      exchange,
      query,
      { id },
      ({ more }, { page = "1" }) =>
        more && Number(page) < partsPerFile ? { id, page: String(Number(page) + 1) } : null,
    );
    const rows = mapped(parts, (view, isFirst) =>
      csv(header, rowsOf(view, t, settings.timeZone), separatorOf(language), isFirst),
    );
    return sendCsv(exchange, [t(`reports.files.${part}`), first.id], rows);
  };

const partsPerFile = limits.report.perFile / limits.report.perFilePart;

/** The four figures below one another. */
export const figuresFile = file(
  "overview",
  reportsPage,
  ["figure", "part", "count"],
  ({ coverage, contracts, support, alerts }, t) => {
    const rows = (
      name: "coverage" | "contracts" | "support" | "alerts",
      parts: readonly { part: string; count: number }[],
    ) => parts.map(({ part, count }) => ({ figure: t(`reports.charts.${name}.title`), part, count }));
    return [
      ...rows(
        "coverage",
        coverage.map(({ part, count }) => ({ part: coverageName(t, part), count })),
      ),
      ...rows(
        "contracts",
        contracts.months.map(({ part, count }) => ({ part: part.slice(0, 7), count })),
      ),
      ...rows("support", [
        { part: t("reports.charts.support.before"), count: support.before },
        ...support.quarters.map(({ part, count }) => ({ part: quarterName(t, part), count })),
        { part: t("reports.charts.support.later"), count: support.later },
        { part: t("reports.charts.support.endless"), count: support.endless },
        { part: supportName(t, "unknown"), count: support.unknown },
      ]),
      ...rows(
        "alerts",
        alerts.map(({ part, count }) => ({ part: t(`reports.severities.${part}`), count })),
      ),
    ];
  },
);

/** Each list with what of it is under contract. */
export const coverageFile = file(
  "coverage",
  coveragePage,
  ["organization", "devices", "covered", "ending", "none", "loadedOn", "asOf"],
  ({ basis }, _, timeZone) =>
    basis.lists.map(({ organizationName, devices, covered, ending, uncovered, loadedAt, asOf }) => ({
      organization: organizationName,
      devices,
      covered,
      ending,
      none: uncovered,
      loadedOn: dayAt(loadedAt, timeZone),
      asOf,
    })),
);

export const contractsFile = file(
  "contracts",
  contractsPart,
  ["contract", "type", "heldBy", "from", "to", "state", "daysLeft", "devices"],
  ({ contracts }, t) =>
    contracts.map(({ number, type, organizationName, startsOn, endsOn, state, daysLeft, devices }) => ({
      contract: number,
      type,
      heldBy: organizationName,
      from: startsOn,
      to: endsOn,
      state: t(`reports.contracts.states.${state}`, { days: limits.coverage.endingWithin }),
      daysLeft,
      devices,
    })),
);

export const supportFile = file(
  "support",
  supportPart,
  [
    "productId",
    "product",
    "devices",
    "support",
    "announced",
    "endOfSale",
    "endOfRenewal",
    "endOfSecuritySupport",
    "endOfSupport",
    "replacement",
    "notice",
  ],
  ({ products }, t) => {
    const written = (day: string | null) =>
      day === toBeAnnounced ? t("reports.milestones.toBeAnnounced") : day;
    return products.map((product) => ({
      productId: product.productId,
      product: product.name,
      devices: product.devices,
      support: supportName(t, product.support),
      announced: written(product.announcedOn),
      endOfSale: written(product.endOfSaleOn),
      endOfRenewal: written(product.endOfRenewalOn),
      endOfSecuritySupport: written(product.endOfSecuritySupportOn),
      endOfSupport: written(product.endOfSupportOn),
      replacement: product.replacementProductId,
      notice: product.noticeUrl,
    }));
  },
);
