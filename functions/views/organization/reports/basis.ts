import { productDataOf, summariesBelow } from "#db/queries/report.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import type { Loaded } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { organizationKey } from "#functions/rights/place.ts";
import { partRecords } from "#functions/views/place/part.ts";

/** What the address of a report says. */
export interface ReportQuestion {
  readonly id: OrganizationId;
  readonly page?: string;
}

/** What every report reads: the place, the lists there and below, and how old the provider's data are. */
export const reportRecords = ({ id }: ReportQuestion, context: Context) => ({
  ...partRecords(organizationKey({ id }), "reports", context),
  lists: summariesBelow(id),
  productData: productDataOf(),
});

type BasisRecords = Pick<Loaded<ReturnType<typeof reportRecords>>, "lists" | "productData">;

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** What a report rests on: which lists, loaded when, and for which day they were worked out. */
export function basisOf({ lists: read, productData }: BasisRecords, today: string) {
  // A list in which nothing has changed by the day holds today as it was counted.
  const lists = read.map((list) => ({ ...list, asOf: list.dueOn > today ? today : list.asOf }));
  return {
    lists,
    devices: sum(lists.map(({ devices }) => devices)),
    /** The day of the oldest of them, so that nothing seems newer than it is. */
    asOf: lists.reduce((first, { asOf }) => (asOf < first ? asOf : first), today),
    loadedAt: lists.length ? Math.max(...lists.map(({ loadedAt }) => loadedAt)) : null,
    productsOf: productData[0]?.updatedOn ?? null,
  };
}

export type Basis = ReturnType<typeof basisOf>;

/** Devices of all lists by coverage. */
export const coveredIn = ({ lists }: Basis) => [
  { part: "covered" as const, count: sum(lists.map(({ covered }) => covered)) },
  { part: "ending" as const, count: sum(lists.map(({ ending }) => ending)) },
  { part: "none" as const, count: sum(lists.map(({ uncovered }) => uncovered)) },
];

/** Which page an address asks for, from 1. */
export function pageOf({ page }: ReportQuestion) {
  const asked = /^\d{1,6}$/u.test(page ?? "") ? Number(page) : 1;
  return Math.min(Math.max(asked, 1), limits.report.furthestPage);
}
