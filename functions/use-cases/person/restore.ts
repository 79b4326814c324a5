import { resumeRole, resumeSeat, rolesEndedIn, seatEndedIn } from "#db/queries/undo.ts";
import { administratorsAt } from "#db/queries/administrator.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { calledTo } from "#src/domain/known-name.ts";
import { limits } from "#src/domain/limits.ts";
import type { Holding } from "#src/domain/policy.ts";
import { invalid } from "#src/domain/refusal.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, tell, together, write } from "#functions/command/consequences.ts";
import { asker } from "#functions/command/query.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { tellAdministrators } from "#functions/consequences/seat/end.ts";
import { attemptIn, inOrganization, placeRecords } from "#functions/rights/place.ts";

/** Whoever has taken access from somebody in an organization takes that back, within ten minutes. */
export const restorePerson = command({
  action: "person.restore",

  input: ({ id = "", of = "" }) => ({ id: organizationIdOf(id), of }),

  load: ({ id, of }, context) => {
    const undoing = { of, by: asker(context), since: context.now - limits.undo };
    return {
      ...placeRecords({ organizationId: id }, context),
      roles: rolesEndedIn(undoing, id),
      seat: seatEndedIn(undoing, id),
      seats: administratorsAt(id),
    };
  },

  attempt: attemptIn,
  allow: inOrganization("person.remove"),

  done: ({ place: [place], roles, seat }, _, me) => {
    const ended = [...seat, ...roles];
    return place && ended[0]
      ? {
          said: {
            key: "acts.undo.done",
            params: { name: calledTo(me, ended[0], ended), place: place.name },
          },
        }
      : null;
  },

  decide: ({ person: me, place, right }, { roles, seat: [seat], seats }, { id }, context) => {
    const person = seat ?? roles[0];
    if (!person) throw invalid({ form: { key: "acts.undo.over" } });
    const organization = place.name;
    const given: Holding[] = [
      ...(seat?.accepted ? (["delegated-administrator"] as const) : []),
      ...roles.map(({ role }) => role),
    ];
    const back = { organization, organizationId: id, who: person };
    return {
      next: organizationAddress(id, "people"),
      ...together(
        hold(right),
        seat && [
          change(resumeSeat(seat)),
          record({ subjectId: seat.id, organizationId: id, from: "ended", to: "resumed" }),
        ],
        roles.map((role) => [
          change(resumeRole(role)),
          record({ subjectId: role.id, organizationId: id, from: "ended", to: role.role }),
        ]),
        write(announceAccess({ personId: person.personId, organizationId: id }, context)),
        // Whoever has not accepted the terms yet is asked for them by scheduled work.
        given.length > 0 && tell("access-changed", person, { organization, by: me, given, ended: [] }),
        seat?.accepted === 1 &&
          tellAdministrators(seats, { ...back, change: "resumed" }, [me.id, person.personId]),
      ),
    };
  },
});
