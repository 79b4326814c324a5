import type { PlaceFigures } from "#db/queries/place-figures.ts";
import { limits, window } from "#src/domain/limits.ts";
import type { Action } from "#src/domain/policy.ts";
import type { Context } from "#functions/context/context.ts";

/** How much there is in a place, of what the reader may see there. */
export function placeFigures(
  [figures]: readonly PlaceFigures[],
  administrators: number | undefined,
  may: (action: Action) => boolean,
  { now }: Pick<Context, "now">,
) {
  if (!figures) return {};
  const { people, requests, oldest } = figures;
  const waits = oldest === null ? 0 : now - oldest;
  const decides = may("accessRequest.decide") || may("accountRequest.decide");
  return {
    ...(decides && {
      requests,
      days: Math.floor(waits / window.day),
      late: waits >= limits.accessRequest.remindAfter,
    }),
    ...((may("person.associate") || may("accountPerson.associate")) && { people }),
    ...(administrators !== undefined && (decides || may("seat.nominate")) && { administrators }),
  };
}

export type ShownFigures = ReturnType<typeof placeFigures>;
