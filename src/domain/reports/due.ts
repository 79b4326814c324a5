import { plusDays, plusMonths } from "#src/domain/calendar.ts";
import { limits } from "#src/domain/limits.ts";
import type { Term } from "./coverage.ts";
import { dayOf, milestones, type Product, toBeAnnounced } from "./product.ts";

const { support, contract } = limits.alert;

/** The days on which something about a contract changes by itself. */
const daysOfContract = ({ startsOn, endsOn }: Term) => [
  startsOn,
  plusDays(endsOn, -limits.coverage.endingWithin),
  ...contract.steps.map(({ days }) => plusDays(endsOn, -days)),
  plusDays(endsOn, 1),
  plusDays(endsOn, contract.toldFor + 1),
];

/** The days on which something about a product changes by itself. */
const daysOfProduct = (product: Product) => [
  ...(product.announcedOn && product.announcedOn !== toBeAnnounced ? [product.announcedOn] : []),
  ...milestones.flatMap((milestone) => {
    const day = dayOf(product, milestone);
    if (!day) return [];
    return (
      [...support.months, limits.support.nearWithin, 0]
        .map((months) => plusMonths(day, -months))
        // Near begins on the first day from which so many months reach it: short months may bring it forward.
        .flatMap((from) => [plusDays(from, -1), from, plusDays(from, 1)])
    );
  }),
];

/** The next day on which a list or its alerts change though nobody does anything; null: never. */
export function nextDue(
  { contracts, products }: { contracts: readonly Term[]; products: readonly Product[] },
  today: string,
): string | null {
  const ahead = [...contracts.flatMap(daysOfContract), ...products.flatMap(daysOfProduct)].filter(
    (day) => day > today,
  );
  return ahead.reduce<string | null>((first, day) => (first !== null && first <= day ? first : day), null);
}
