/** How somebody came to a seat: claimed it first, was appointed by an agent, or nominated by an administrator. */
export const seatOrigins = ["claim", "appointment", "nomination"] as const;

export interface Seat {
  readonly organizationId: string;
  readonly personId: string;
  readonly position: number;
}

/** The first administrator of the nearest organization upward that has one; null without any (product.md 2.4). */
export function nearestAdministrator<T extends Seat>(
  upward: readonly { id: string }[],
  seats: readonly T[],
): T | null {
  for (const { id } of upward) {
    const here = seats.filter(({ organizationId }) => organizationId === id);
    if (here.length) return here.reduce((first, other) => (other.position < first.position ? other : first));
  }
  return null;
}
