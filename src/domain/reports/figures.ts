import { monthOf, plusMonths, quarterOf } from "#src/domain/calendar.ts";
import { limits } from "#src/domain/limits.ts";
import { severities, type Severity } from "./advisory.ts";
import { type Coverage, coverages } from "./coverage.ts";
import { type Support, toBeAnnounced } from "./product.ts";

/** A figure: how many, by part, in the order in which it is drawn; parts with none are there too. */
export type Figure<Part extends string> = readonly { readonly part: Part; readonly count: number }[];

type Counted<Part extends string> = readonly { readonly part: Part; readonly count: number }[];

function filled<Part extends string>(parts: readonly Part[], counted: Counted<Part>): Figure<Part> {
  const sums = new Map<Part, number>();
  for (const { part, count } of counted) sums.set(part, (sums.get(part) ?? 0) + count);
  return parts.map((part) => ({ part, count: sums.get(part) ?? 0 }));
}

/** Devices by coverage. */
export const coverageFigure = (counted: Counted<Coverage>) => filled(coverages, counted);

/** Alerts by severity, worst first. */
export const alertFigure = (counted: Counted<Severity>) => filled(severities, counted);

/** Contracts that end in each of the next months, this one first; a part is the first day of its month. */
export function contractFigure(endsOn: readonly string[], today: string): Figure<string> {
  const first = monthOf(today);
  const months = Array.from({ length: limits.report.months }, (_, at) => plusMonths(first, at));
  const ahead = endsOn.filter((day) => day >= today).map((day) => ({ part: monthOf(day), count: 1 }));
  return filled(months, ahead);
}

/** Devices by the quarter in which their support ends, after those whose support is over already. */
export interface SupportFigure {
  readonly before: number;
  /** A part is the first day of its quarter. */
  readonly quarters: Figure<string>;
  readonly later: number;
  /** Without an end: none was announced. */
  readonly endless: number;
  readonly unknown: number;
}

/** `endsOn`: the end of support of so many devices, where the product has one. */
export function supportFigure(
  counted: readonly { readonly support: Support; readonly endsOn: string | null; readonly count: number }[],
  today: string,
): SupportFigure {
  const first = quarterOf(today);
  const behind = plusMonths(first, 3 * limits.report.quarters);
  const sum = (which: (one: (typeof counted)[number]) => boolean) =>
    counted.filter(which).reduce((all, { count }) => all + count, 0);
  const isOver = ({ support }: { support: Support }) => support === "ended";
  const isAhead = ({ support, endsOn }: { support: Support; endsOn: string | null }) =>
    (support === "supported" || support === "near") && endsOn !== null && endsOn !== toBeAnnounced;
  const quarters = Array.from({ length: limits.report.quarters }, (_, at) => plusMonths(first, 3 * at));
  return {
    before: sum(isOver),
    quarters: filled(
      quarters,
      counted.filter(isAhead).map(({ endsOn, count }) => ({ part: quarterOf(endsOn!), count })),
    ),
    later: sum((one) => isAhead(one) && one.endsOn! >= behind),
    endless: sum(({ support, endsOn }) => support !== "unknown" && endsOn === null),
    unknown: sum(({ support, endsOn }) => support === "unknown" || endsOn === toBeAnnounced),
  };
}
