import { type Administrator, administratorsAt } from "#db/queries/administrator.ts";
import { linkByHash, subjectByHash } from "#db/queries/link.ts";
import { acceptTerms as recordTerms, seatToAccept, type SeatToAccept } from "#db/queries/seat-terms.ts";
import { organizationOfSeat } from "#db/queries/seat.ts";
import { somebodyAdministers } from "#db/queries/vacancy.ts";
import { terms } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { counts } from "#src/domain/seat.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { change, hold, record, together, write } from "#functions/command/consequences.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { giveRole } from "#functions/consequences/role/give.ts";
import { tellAdministrators } from "#functions/consequences/seat/end.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { matter } from "./matter.ts";
import { linkOver } from "./own-link.ts";

/** An administrator accepts the terms in force; version and time are kept (src/domain/README.md 2.7). */
export const acceptTerms = matter({
  action: "seat.accept-terms",

  load: (hash) => ({
    link: linkByHash(hash),
    seat: seatToAccept(subjectByHash(hash)),
    administrators: administratorsAt(organizationOfSeat(subjectByHash(hash))),
  }),

  place: ({ seat: [seat] }) => seat?.organizationName ?? "",

  view: (_, { seat: [seat], administrators }) =>
    seat && isOpen(seat, administrators)
      ? {
          face: "acceptTerms" as const,
          terms,
          nominatedBy: counts(seat) ? null : (seat.nominatedBy ?? ""),
        }
      : { face: "withdrawn" as const, status: 410 },

  done: ({ seat: [seat] }) =>
    seat ? { said: { key: "acts.terms.done", params: { place: seat.organizationName } } } : null,

  repeat: (_, { seat: [seat] }) => (seat?.endedAt === null ? organizationAddress(seat.organizationId) : null),

  decide: ({ person }, { seat: [seat], administrators }, fields, context) => {
    if (!seat || !isOpen(seat, administrators)) throw linkOver();
    if (fields["acceptTerms"] !== "yes") throw invalid({ acceptTerms: { key: "link.terms.required" } });
    const { id, organizationId, termsVersion } = seat;
    return {
      next: organizationAddress(organizationId),
      ...together(
        !counts(seat) && hold(somebodyAdministers(organizationId)),
        termsVersion !== terms.version && change(recordTerms(id, terms.version, context.now)),
        record({ subjectId: id, organizationId, from: termsVersion, to: terms.version }),
        !counts(seat) && takeUp(seat, person, administrators, context),
      ),
    };
  },
});

/** A nomination is open while somebody decides: with the last of them it ends, and who follows is an agent's to say. */
const isOpen = (seat: SeatToAccept, administrators: readonly Administrator[]) =>
  seat.endedAt === null && (counts(seat) || administrators.some(counts));

/** A nominee is in office from now on: also Customer Administrator, and the others are told. */
function takeUp(
  { id: originId, organizationId, organizationName: organization, hasRole }: SeatToAccept,
  who: Person,
  administrators: readonly Administrator[],
  context: Context,
) {
  const { id: personId } = who;
  return together(
    hasRole
      ? write(announceAccess({ personId, organizationId }, context))
      : giveRole({ organizationId }, { personId, role: "customer-administrator", originId }, context),
    tellAdministrators(administrators, { organization, organizationId, who, change: "joined" }, [personId]),
  );
}
