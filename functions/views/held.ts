import type { Result } from "#db/builder.ts";
import type { rolesOfPerson } from "#db/queries/role.ts";
import type { seatsOfPerson } from "#db/queries/seat.ts";
import type { Holding } from "#src/domain/policy.ts";
import { counts } from "#src/domain/seat.ts";

interface Held {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly roles: readonly (Holding | "nominee")[];
}

/** The organizations in which a person holds something, by name, each with what is held. */
export function organizationsHeld(
  seats: Result<ReturnType<typeof seatsOfPerson>>,
  roles: Result<ReturnType<typeof rolesOfPerson>>,
): readonly Held[] {
  const rows = [
    ...seats.map((seat) => ({
      ...seat,
      role: counts(seat) ? ("delegated-administrator" as const) : ("nominee" as const),
    })),
    ...roles,
  ];
  const ids = [...new Set(rows.map(({ organizationId }) => organizationId!))];
  return ids
    .map((id) => {
      const here = rows.filter(({ organizationId }) => organizationId === id);
      const { organizationName: name, city } = here[0]!;
      return { id, name, city, roles: here.map(({ role }) => role) };
    })
    .sort((a, b) => a.name.localeCompare(b.name) || a.city.localeCompare(b.city) || a.id.localeCompare(b.id));
}
