import { rolesOfPerson } from "#db/queries/role.ts";
import { seatsOfPerson } from "#db/queries/seat.ts";
import { limits } from "#src/domain/limits.ts";
import { asker, query, signedIn } from "#functions/command/query.ts";
import { organizationsHeld } from "./held.ts";

const { perPage } = limits.organizations;

/** The organizations in which one holds something, a page of them. */
export const organizationsPage = query({
  load: (_: { after?: string }, context) => ({
    seats: seatsOfPerson(asker(context)),
    roles: rolesOfPerson(asker(context)),
  }),
  view: (actor, { seats, roles }, { after }) => {
    signedIn(actor);
    const held = organizationsHeld(seats, roles);
    const from = held.findIndex(({ id }) => id === after) + 1;
    const organizations = held.slice(from, from + perPage);
    return {
      organizations,
      isFirst: from === 0,
      /** Behind which the next page begins; null: this is the last. */
      next: held.length > from + perPage ? organizations.at(-1)!.id : null,
    };
  },
});
