import { administratorsAt } from "#db/queries/administrator.ts";
import { type ListedSeat, seatList } from "#db/queries/seat-list.ts";
import { openVacancy } from "#db/queries/vacancy.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { isKnownTo, knownName } from "#src/domain/known-name.ts";
import { counts, owesTerms } from "#src/domain/seat.ts";
import { query } from "#functions/command/query.ts";
import { othersThan } from "#functions/standing/administrators.ts";
import { heading, inPart, partRecords } from "#functions/views/place/part.ts";
import { termsAddress, termsLinks } from "./overview.ts";

/** Whoever has accepted the terms is known; a nominee to colleagues alone. */
const present = (seat: ListedSeat) => ({ ...seat, accepted: counts(seat) ? (1 as const) : (0 as const) });

/** The list of an organization's administrators, in the order in which they are asked. */
export const administratorsPage = query({
  load: ({ id }: { id: OrganizationId }, context) => ({
    ...partRecords({ organizationId: id }, "administrators", context),
    ...termsLinks(context),
    list: seatList(id),
    seats: administratorsAt(id),
    vacancy: openVacancy(id),
  }),
  view: (actor, loaded, _, context) => {
    const at = inPart(actor, loaded, "administrators");
    const own = loaded.list.find(({ personId }) => personId === at.person.id);
    return {
      ...heading(at),
      mayOrder: at.may("seat.order"),
      mayRemove: at.may("person.remove"),
      mayStepDown: at.may("seat.stepDown"),
      language: at.person.language,
      list: loaded.list.map((seat) => ({
        name: knownName(present(seat), at.person) || seat.email,
        email: seat.email,
        own: seat.personId === at.person.id,
        disabled: seat.disabledAt !== null && isKnownTo(at.person, present(seat)),
        nominated: !counts(seat),
        owes: owesTerms(seat),
        termsVersion: seat.termsVersion,
        termsAcceptedAt: seat.termsAcceptedAt,
        since: seat.createdAt,
      })),
      above: loaded.seats
        .filter((seat) => seat.distance > 0 && counts(seat))
        .map(({ name, organizationName }) => ({ name, organization: organizationName })),
      vacant: loaded.vacancy.length > 0,
      /** What the asker's own seat allows; null without one. */
      own: own && {
        last: !othersThan(own.seatId, loaded.seats).length,
        toAccept: termsAddress(loaded, own.seatId, context),
      },
    };
  },
});
