import { personByEmail } from "#db/queries/person.ts";
import { seatList } from "#db/queries/seat-list.ts";
import { addSeat } from "#db/queries/seat.ts";
import { organizationIdOf, type SeatId } from "#src/domain/ids.ts";
import { calledTo } from "#src/domain/known-name.ts";
import { terms } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { change, record, together, write } from "#functions/command/consequences.ts";
import { sendLink } from "#functions/consequences/link.ts";
import { personOrNew } from "#functions/consequences/person.ts";
import { newAddress } from "#functions/input/address.ts";
import { causing } from "#functions/quotas/writing.ts";
import { attemptIn, inOrganization, placeRecords } from "#functions/rights/place.ts";
import { shownLately } from "#functions/rights/proof.ts";

/** One more administrator, last on the list; counts once the terms are accepted (src/domain/README.md 2.7). */
export const nominateAdministrator = command({
  action: "seat.nominate",

  input: ({ id = "", ...fields }) => ({ id: organizationIdOf(id), ...newAddress(fields) }),

  load: ({ id, email }, context) => ({
    ...placeRecords({ organizationId: id }, context),
    known: personByEmail(email),
    seats: seatList(id),
    ...causing.read(context),
  }),

  attempt: attemptIn,

  allow: inOrganization("seat.nominate"),

  done: ({ place: [place], known: [person] }, { email }, me) => {
    if (!place) return null;
    const name = person ? calledTo(me, person, []) : email;
    return { said: { key: "acts.nominate.done", params: { name, place: place.name } } };
  },

  decide: ({ person: me, place, right }, loaded, { id, email, ...chosen }, context) => {
    shownLately(me, context);
    const next = organizationAddress(id, "administrators");
    const listed = loaded.seats.find((seat) => seat.email === email);
    if (listed?.counts) throw invalid({ email: { key: "organization.errors.alreadyAdministrator" } });
    const language = chosen.language ?? me.language ?? context.language;
    const { person, writes } = personOrNew({ email, language }, loaded.known, context);
    if (listed) return { next };

    const counted = causing.take(loaded, me, context);
    const seatId = context.newId<SeatId>();
    const seat = {
      id: seatId,
      organizationId: id,
      personId: person.id,
      origin: "nomination" as const,
      originId: me.id,
      createdAt: context.now,
    };
    const toAccept = {
      organization: place.name,
      version: terms.version,
      datedOn: terms.datedOn,
      nominatedBy: me,
    };
    return {
      next,
      ...together(
        counted,
        write(...writes),
        change(addSeat(seat, right)),
        record({ subjectId: seatId, organizationId: id, to: "nomination" }),
        sendLink(
          { purpose: "acceptTerms", to: person, subjectId: seatId },
          "accept-terms",
          toAccept,
          context,
        ),
      ),
    };
  },
});
