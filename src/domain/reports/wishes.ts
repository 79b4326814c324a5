import type { Holding } from "#src/domain/policy.ts";
import { type DigestRhythm, type Wishes, wishesBy } from "./digest.ts";

/** What somebody holds, and what this person has chosen, at so many steps above an organization; 0: there itself. */
export interface Held {
  readonly distance: number;
  readonly holds: Holding;
  /** 0: others gave it, and it is not used: nobody is sent anything by it. */
  readonly takenUp: 0 | 1;
}
export interface Chosen {
  readonly distance: number;
  readonly digest: DigestRhythm | null;
  readonly urgent: boolean | null;
}

/**
 * What somebody is sent about an organization: as chosen there, else what the role that is held there says. About
 * security one is told of what is below too, by what was said nearest.
 */
export function wishesAt(held: readonly Held[], chosen: readonly Chosen[]): Wishes {
  const said = (distance: number): Partial<Wishes> => {
    const own = chosen.find((one) => one.distance === distance);
    const holds = held.filter((one) => one.takenUp && one.distance === distance).map((one) => one.holds);
    const { digest = null, urgent = null } = own ?? {};
    const byRole = holds.length ? wishesBy(holds) : {};
    return { ...byRole, ...(digest !== null && { digest }), ...(urgent !== null && { urgent }) };
  };
  const distances = [...new Set([...held, ...chosen].map(({ distance }) => distance))].sort((a, b) => a - b);
  const urgent = distances.map((distance) => said(distance).urgent).find((one) => one !== undefined);
  return { digest: said(0).digest ?? "none", urgent: urgent ?? false };
}
