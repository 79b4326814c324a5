import type { ChoiceRow, ReaderRow } from "#db/queries/subscription.ts";
import type { OrganizationId, PersonId } from "#src/domain/ids.ts";
import { wishesAt } from "#src/domain/reports/wishes.ts";

/** Somebody who is told at once of what concerns an organization. */
export interface Wanting {
  readonly reader: ReaderRow;
  /** Where it was said, by role or choice; stopped there, it is stopped for all below too. */
  readonly saidAt: OrganizationId;
}

/** Who of the readers of an organization wants to be told at once, by what was chosen about it or above it. */
export function wantingUrgent(
  readers: readonly ReaderRow[],
  choices: readonly ChoiceRow[],
): ReadonlyMap<PersonId, Wanting> {
  const people = Map.groupBy(readers, ({ personId }) => personId);
  return new Map(
    [...people].flatMap(([personId, held]) => {
      const chosen = choices
        .filter((one) => one.personId === personId)
        .map((one) => ({ ...one, urgent: one.urgent === null ? null : one.urgent === 1 }));
      if (!wishesAt(held, chosen).urgent) return [];
      const byRole = held.filter((one) => one.takenUp);
      const [said] = [...byRole, ...chosen.filter((one) => one.urgent !== null)].sort(
        (a, b) => a.distance - b.distance,
      );
      return [[personId, { reader: held[0]!, saidAt: said!.organizationId }] as const];
    }),
  );
}
