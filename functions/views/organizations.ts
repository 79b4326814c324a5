import { rolesOfPerson } from "#db/queries/role.ts";
import { seatsOfPerson } from "#db/queries/seat.ts";
import { asker, query, signedIn } from "#functions/command/query.ts";
import { organizationsHeld } from "./held.ts";

/** The organizations in which one holds something. */
export const organizationsPage = query({
  load: (_: unknown, context) => ({
    seats: seatsOfPerson(asker(context)),
    roles: rolesOfPerson(asker(context)),
  }),
  view: (actor, { seats, roles }) => {
    signedIn(actor);
    return { organizations: organizationsHeld(seats, roles) };
  },
});
