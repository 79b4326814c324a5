import { plusMonths } from "#src/domain/calendar.ts";
import { limits } from "#src/domain/limits.ts";

/** What ends for a product, in the order in which it usually does (OpenEoX Core 1.0). */
export const milestones = ["endOfSale", "endOfRenewal", "endOfSecuritySupport", "endOfSupport"] as const;

export type Milestone = (typeof milestones)[number];

/** A day `YYYY-MM-DD`; `tba`: it will be announced; null: there is none. */
export type MilestoneDay = string | null;

export const toBeAnnounced = "tba";

/** The dates of a product as the provider announces them. */
export interface Product {
  readonly announcedOn: MilestoneDay;
  readonly endOfSaleOn: MilestoneDay;
  readonly endOfRenewalOn: MilestoneDay;
  readonly endOfSecuritySupportOn: MilestoneDay;
  readonly endOfSupportOn: MilestoneDay;
}

/** A milestone's day where it is known. */
export function dayOf<M extends Milestone>(product: Pick<Product, `${M}On`>, milestone: M): string | null {
  const day = product[`${milestone}On`];
  return day === toBeAnnounced ? null : day;
}

export const supports = ["supported", "near", "ended", "unknown"] as const;

export type Support = (typeof supports)[number];

/** The last day of support, or of security updates, that is still said to be near. */
export const nearUntil = (today: string) => plusMonths(today, limits.support.nearWithin);

/**
 * Whether the provider supports a product today: the day of its end still counts. It is near its end also when its security
 * updates are, or have stopped: a device without them is a risk. Null: a product without data.
 */
export function supportOf(
  product: Pick<Product, "endOfSecuritySupportOn" | "endOfSupportOn"> | null,
  today: string,
): Support {
  if (!product) return "unknown";
  const end = dayOf(product, "endOfSupport");
  if (end !== null && today > end) return "ended";
  const first = [dayOf(product, "endOfSecuritySupport"), end].find(
    (day) => day !== null && day <= nearUntil(today),
  );
  if (first) return "near";
  return product.endOfSupportOn === toBeAnnounced ? "unknown" : "supported";
}

/** The milestone that comes next, with its day; null where none is known. */
export function nextMilestone(product: Product, today: string) {
  const ahead = milestones.flatMap((milestone) => {
    const day = dayOf(product, milestone);
    return day !== null && day >= today ? [{ milestone, day }] : [];
  });
  return ahead.reduce<{ milestone: Milestone; day: string } | null>(
    (first, one) => (first && first.day <= one.day ? first : one),
    null,
  );
}
