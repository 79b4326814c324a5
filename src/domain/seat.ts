import type { OrganizationId } from "./ids.ts";
import { terms } from "./limits.ts";

/** How somebody came to a seat: claimed it first, was appointed by an agent, or nominated by an administrator. */
export const seatOrigins = ["claim", "appointment", "nomination"] as const;

export type SeatOrigin = (typeof seatOrigins)[number];

export interface Seat {
  readonly organizationId: OrganizationId;
  readonly personId: string;
  readonly position: number;
}

export interface Terms {
  readonly origin: SeatOrigin;
  readonly termsVersion: string | null;
}

/** A nominated seat counts once terms are accepted, whatever version; every other at once (README.md 2.7). */
export const counts = ({ origin, termsVersion }: Terms) => origin !== "nomination" || termsVersion !== null;

/** The holder has not accepted the terms in the version in force: the next decision asks for them. */
export const owesTerms = ({ termsVersion }: Pick<Terms, "termsVersion">) => termsVersion !== terms.version;

/** The first administrator of the nearest organization upward that has one; null without any (README.md 2.4). */
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
