import { administratorsAt } from "#db/queries/administrator.ts";
import { idByEmail, personByEmail } from "#db/queries/person.ts";
import { holdingsIn } from "#db/queries/right.ts";
import { endRole, hasRoles, heldIn, type OwnRow } from "#db/queries/role.ts";
import { seatMayEnd } from "#db/queries/seat.ts";
import { canBeUndone, cannotBeUndone, isTold, roleIn } from "#src/domain/act.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { calledTo } from "#src/domain/known-name.ts";
import { invalid } from "#src/domain/refusal.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, tell, together, write } from "#functions/command/consequences.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { endSeat, tellAdministrators } from "#functions/consequences/seat/end.ts";
import { knownAddress } from "#functions/input/address.ts";
import { attemptIn, inOrganization, placeRecords } from "#functions/rights/place.ts";
import { othersThan } from "#functions/standing/administrators.ts";
import { maskedNamed } from "#functions/emails/letter.ts";

type Held = Pick<OwnRow, "kind" | "role" | "accepted">;

const isPresent = ({ endedAt }: OwnRow) => endedAt === null;

const standingOf = ({ kind, role, accepted }: Held) => (kind === "seat" && !accepted ? "nominee" : role);

/** Whoever has not accepted a nomination and has nothing else there has no access to lose. */
const isNominated = (held: readonly Held[]) => held.every((one) => standingOf(one) === "nominee");

/** Removes somebody from an organization: ends the seat and every role there; never the last administrator. */
export const removePerson = command({
  action: "person.remove",

  input: ({ id = "", ...fields }) => ({ id: organizationIdOf(id), email: knownAddress(fields) }),

  load: ({ id, email }, context) => ({
    ...placeRecords({ organizationId: id }, context),
    known: personByEmail(email),
    held: heldIn(idByEmail(email), id),
    theirs: holdingsIn(idByEmail(email), { organizationId: id }),
    seats: administratorsAt(id),
  }),

  attempt: attemptIn,

  allow: inOrganization("person.remove"),

  done: ({ place: [place], known: [person], held }, { id, email }, me) => {
    if (!place) return null;
    const own = person?.id === me.id;
    const name = person ? calledTo(me, person, held) : email;
    const present = held.filter(isPresent);
    const nominated = isNominated(present.length ? present : held);
    const act = own ? "remove.ownDone" : nominated ? "endNomination.done" : "remove.done";
    return {
      said: { key: `acts.${act}`, params: { name, place: place.name } },
      undo: own ? undefined : organizationAddress(id, "people"),
    };
  },

  decide: ({ person: me, place, right }, loaded, { id }, context) => {
    const [person] = loaded.known;
    const own = person?.id === me.id;
    const next = own ? "organizations" : organizationAddress(id, "people");
    const held = loaded.held.filter(isPresent);
    if (!person || !(loaded.held.length || loaded.theirs.length))
      throw invalid({ email: { key: "organization.errors.notHere" } });
    if (!held.length && loaded.theirs.length)
      throw invalid({ email: { key: "organization.errors.inherited" } });
    if (!held.length) return { next };

    const seat = held.find((one) => one.kind === "seat");
    const roles = held.filter((one) => one.kind === "role");
    if (seat?.counts && !othersThan(seat.id, loaded.seats).length)
      throw invalid({ email: { key: "organization.errors.lastAdministrator" } });
    const organization = place.name;
    const ended = held.map(standingOf);
    const nominated = isNominated(held);
    const gone = { organization, organizationId: id, who: person };
    const name = calledTo(me, person, held);
    return {
      next,
      check: {
        question: own
          ? { key: "acts.remove.own", params: { place: organization } }
          : {
              key: nominated ? "acts.endNomination.question" : "acts.remove.question",
              params: { name, place: organization },
            },
        loses: ended.map((one) => roleIn(one, organization)),
        follows: [
          ...(own ? [] : [isTold(name, held)]),
          ...(seat?.counts
            ? [{ key: "acts.check.toldAdministrators", params: { place: organization } } as const]
            : []),
          own ? cannotBeUndone : canBeUndone,
        ],
        confirm: {
          key: own
            ? "acts.remove.ownConfirm"
            : nominated
              ? "acts.endNomination.confirm"
              : "acts.remove.confirm",
        },
      },
      ...together(
        hold(right, hasRoles(person.id, id, roles.length)),
        seat && endSeat({ ...seat, seatId: seat.id, organizationId: id }, context, seatMayEnd(seat.id, id)),
        roles.map((role) =>
          together(
            change(endRole(role.id, context.now)),
            record({ subjectId: role.id, organizationId: id, from: role.role, to: "ended" }),
          ),
        ),
        write(announceAccess({ personId: person.id, organizationId: id }, context)),
        !own &&
          tell("access-changed", person, {
            organization,
            by: maskedNamed(me),
            given: [],
            ended,
            ...(!nominated && { all: true }),
          }),
        seat?.counts === 1 &&
          tellAdministrators(loaded.seats, { ...gone, change: "removed" }, [me.id, person.id]),
      ),
    };
  },
});
