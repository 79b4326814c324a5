import { mustChange, mustHold } from "#db/client.ts";
import { administers, administratorsAt, holdingsAt } from "#db/queries/administrator.ts";
import { idByEmail, personByEmail } from "#db/queries/person.ts";
import { endRole, hasRoles, heldIn } from "#db/queries/role.ts";
import { seatMayEnd } from "#db/queries/seat.ts";
import { organizationIdOf, type SeatId } from "#src/domain/ids.ts";
import { invalid } from "#src/domain/refusal.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { actingIn, attemptIn, placeOf } from "#functions/rights/organization.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { ending, tellAdministrators } from "#functions/consequences/seat/end.ts";
import { othersThan } from "#functions/standing/administrators.ts";
import { knownAddress } from "#functions/input/address.ts";

/** Removes somebody from an organization: ends the seat and every role there; never the last administrator. */
export const removePerson = command({
  action: "person.remove",

  input: ({ id = "", ...fields }) => ({ id: organizationIdOf(id), email: knownAddress(fields) }),

  load: ({ id, email }, context) => ({
    ...placeOf(id, context),
    known: personByEmail(email),
    held: heldIn(idByEmail(email), id),
    theirs: holdingsAt(idByEmail(email), id),
    seats: administratorsAt(id),
  }),

  attempt: attemptIn,

  allow: (actor, loaded) => actingIn(actor, loaded, "person.remove"),

  decide: ({ person: me, organization }, loaded, { id }, context) => {
    const [person] = loaded.known;
    const own = person?.id === me.id;
    const next = own ? "organizations" : organizationAddress(id, "people");
    const held = loaded.held.filter(({ endedAt }) => endedAt === null);
    if (!person || !(loaded.held.length || loaded.theirs.length))
      throw invalid({ email: { key: "organization.errors.notHere" } });
    if (!held.length && loaded.theirs.length)
      throw invalid({ email: { key: "organization.errors.inherited" } });
    if (!held.length) return { next };

    const { now } = context;
    const seat = held.find(({ kind }) => kind === "seat");
    const roles = held.filter(({ kind }) => kind === "role");
    const seatId = seat?.id as SeatId | undefined;
    if (seatId && seat?.counts && !othersThan(seatId, loaded.seats).length)
      throw invalid({ email: { key: "organization.errors.lastAdministrator" } });
    const to = person;
    return {
      next,
      writes: [
        mustHold(administers(me.id, id)),
        mustHold(hasRoles(person.id, id, roles.length)),
        ...(seatId ? ending({ id: seatId }, seatMayEnd(seatId, id), context) : []),
        ...roles.map((role) => mustChange(endRole(role.id, now))),
        announceAccess({ personId: person.id, organizationId: id }, context),
      ],
      audit: held.map((one) => ({
        subjectId: one.id,
        organizationId: id,
        from: one.kind === "seat" ? one.origin : one.role,
        to: "ended",
      })),
      mail: [
        ...(own
          ? []
          : [
              {
                template: "access-changed" as const,
                to,
                params: {
                  organization: organization.name,
                  by: me.name,
                  given: [],
                  ended: held.map(({ role }) => role),
                },
              },
            ]),
        ...(seat?.counts
          ? tellAdministrators(
              loaded.seats,
              {
                organization: organization.name,
                organizationId: id,
                name: person.name || person.email,
                change: "removed",
              },
              [me.id, person.id],
            ).mail
          : []),
      ],
    };
  },
});
