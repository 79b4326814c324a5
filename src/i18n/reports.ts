import { limits } from "#src/domain/limits.ts";
import type { Coverage } from "#src/domain/reports/coverage.ts";
import type { Support } from "#src/domain/reports/product.ts";
import { organizationAddress } from "./organizations.ts";
import type { Translate } from "./translator.ts";

export const coverageName = (t: Translate, coverage: Coverage) =>
  t(`reports.coverage.${coverage}`, { days: limits.coverage.endingWithin });

export const supportName = (t: Translate, support: Support) =>
  t(`reports.support.${support}`, { months: limits.support.nearWithin });

/** A quarter by its first day: `Q1 2027`. */
export const quarterName = (t: Translate, day: string) =>
  t("reports.charts.support.quarter", {
    quarter: String((Number(day.slice(5, 7)) + 2) / 3),
    year: day.slice(0, 4),
  });

/** The devices of an organization's own list that a filter leaves, without language. */
export const devicesAddress = (
  id: string,
  filter: { readonly coverage?: Coverage; readonly support?: Support; readonly product?: string } = {},
) => {
  const query = new URLSearchParams(filter).toString();
  return organizationAddress(id, "devices") + (query && `?${query}`);
};
