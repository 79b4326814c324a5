import { plusDays, plusMonths } from "#src/domain/calendar.ts";
import { limits } from "#src/domain/limits.ts";
import type { AlertKind } from "./alert.ts";
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

interface Listed {
  readonly contracts: readonly Term[];
  readonly products: readonly Product[];
}

const ofProducts = ({ products }: Listed) => products.flatMap(daysOfProduct);

/** On which days an alert of a kind may change by itself, and with it what a list says of coverage or support. */
const daysOf: Readonly<Record<AlertKind, ((listed: Listed) => readonly string[]) | null>> = {
  security: null,
  product: null,
  support: ofProducts,
  sale: ofProducts,
  contract: ({ contracts }) => contracts.flatMap(daysOfContract),
};

/** The next day on which a list or its alerts change though nobody does anything; null: never. */
export function nextDue(listed: Listed, today: string): string | null {
  const ahead = [...new Set(Object.values(daysOf))]
    .flatMap((days) => days?.(listed) ?? [])
    .filter((day) => day > today);
  return ahead.reduce<string | null>((first, day) => (first !== null && first <= day ? first : day), null);
}
