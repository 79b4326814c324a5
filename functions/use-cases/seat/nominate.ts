import { mustChange } from "#db/client.ts";
import { administers } from "#db/queries/administrator.ts";
import { personByEmail } from "#db/queries/person.ts";
import { addSeat } from "#db/queries/seat.ts";
import { seatList } from "#db/queries/seat-list.ts";
import { newId, organizationIdOf, type SeatId } from "#src/domain/ids.ts";
import { limits, terms } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { issueLink } from "#functions/links.ts";
import { command } from "#functions/use-cases/command.ts";
import { actingIn, attemptIn, placeOf } from "#functions/use-cases/organization/place.ts";
import { countNaming, namings } from "#functions/use-cases/person/count-naming.ts";
import { newAddress } from "#functions/use-cases/person/named.ts";
import { personOrNew } from "#functions/use-cases/person/person-or-new.ts";

/** Nominates one more administrator, last on the list; the seat counts once the terms are accepted (product.md 2.7). */
export const nominateAdministrator = command({
  action: "seat.nominate",

  input: ({ id = "", ...fields }) => ({ id: organizationIdOf(id), ...newAddress(fields) }),

  load: ({ id, email }, context) => ({
    ...placeOf(id, context),
    known: personByEmail(email),
    seats: seatList(id),
    ...namings(email, context),
  }),

  attempt: attemptIn,

  decide: (actor, loaded, { id, email, ...chosen }, context) => {
    const { person: me, organization } = actingIn(actor, loaded, "seat.nominate");
    const next = organizationAddress(id, "administrators");
    const listed = loaded.seats.find((seat) => seat.email === email);
    if (listed?.counts) throw invalid({ email: { key: "organization.errors.alreadyAdministrator" } });
    const language = chosen.language ?? me.language ?? context.language;
    const { person, writes } = personOrNew({ email, language }, loaded.known, context);
    if (listed) return { next };

    const seatId = newId<SeatId>();
    const toAccept = issueLink(
      { purpose: "acceptTerms", email, subjectId: seatId, lifetime: limits.lastingLink.lifetime },
      context,
    );
    const seat = {
      id: seatId,
      organizationId: id,
      personId: person.id,
      origin: "nomination" as const,
      originId: me.id,
      createdAt: context.now,
    };
    return {
      next,
      writes: [
        ...countNaming(loaded, { by: me.id, email }, context),
        ...writes,
        mustChange(addSeat(seat, administers(me.id, id))),
        toAccept.write,
      ],
      audit: [{ subjectId: seatId, organizationId: id, to: "nomination" }],
      mail: [
        {
          template: "accept-terms",
          to: person,
          priority: "decide",
          linkId: toAccept.id,
          params: {
            organization: organization.name,
            version: terms.version,
            inForceOn: terms.inForceOn,
            nominatedBy: me.name,
          },
        },
      ],
    };
  },
});
