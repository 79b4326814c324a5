import { mustChange } from "#db/client.ts";
import { administers } from "#db/queries/administrator.ts";
import { personByEmail } from "#db/queries/person.ts";
import { addSeat } from "#db/queries/seat.ts";
import { seatList } from "#db/queries/seat-list.ts";
import { newId, organizationIdOf, type SeatId } from "#src/domain/ids.ts";
import { limits, terms } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { issueLink } from "#functions/context/links.ts";
import { command } from "#functions/command/command.ts";
import { asker } from "#functions/command/query.ts";
import { actingIn, attemptIn, placeOf } from "#functions/rights/organization.ts";
import { naming } from "#functions/quotas/quotas.ts";
import { newAddress } from "#functions/input/address.ts";
import { personOrNew } from "#functions/consequences/person.ts";

/** One more administrator, last on the list; counts once the terms are accepted (src/domain/README.md 2.7). */
export const nominateAdministrator = command({
  action: "seat.nominate",

  input: ({ id = "", ...fields }) => ({ id: organizationIdOf(id), ...newAddress(fields) }),

  load: ({ id, email }, context) => ({
    ...placeOf(id, context),
    known: personByEmail(email),
    seats: seatList(id),
    ...naming.read({ name: asker(context), named: email }, context),
  }),

  attempt: attemptIn,

  allow: (actor, loaded) => actingIn(actor, loaded, "seat.nominate"),

  decide: ({ person: me, organization }, loaded, { id, email, ...chosen }, context) => {
    const next = organizationAddress(id, "administrators");
    const listed = loaded.seats.find((seat) => seat.email === email);
    if (listed?.counts) throw invalid({ email: { key: "organization.errors.alreadyAdministrator" } });
    const language = chosen.language ?? me.language ?? context.language;
    const { person, writes } = personOrNew({ email, language }, loaded.known, context);
    if (listed) return { next };

    const counted = naming.take(loaded, { name: me.id, named: email }, context);
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
        ...counted.writes,
        ...writes,
        mustChange(addSeat(seat, administers(me.id, id))),
        toAccept.write,
      ],
      audit: [{ subjectId: seatId, organizationId: id, to: "nomination" }],
      mail: [
        {
          template: "accept-terms",
          to: person,
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
