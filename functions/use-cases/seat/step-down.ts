import { not } from "#db/builder.ts";
import { mustHold } from "#db/client.ts";
import { administratorsAt } from "#db/queries/administrator.ts";
import { openVacancy, vacancyIsOpen } from "#db/queries/vacancy.ts";
import { seatMayEnd } from "#db/queries/seat.ts";
import { seatList } from "#db/queries/seat-list.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { invalid } from "#src/domain/refusal.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { openReview } from "#functions/consequences/review/open.ts";
import { command } from "#functions/command/command.ts";
import { actingIn, attemptIn, placeOf } from "#functions/rights/organization.ts";
import { ending, tellAdministrators } from "#functions/consequences/seat/end.ts";
import { othersThan } from "#functions/standing/administrators.ts";

/**
 * An administrator steps down and keeps the other roles. The last one cannot, unless an agent is asked to look for a
 * successor (src/domain/README.md 2.7).
 */
export const stepDown = command({
  action: "seat.stepDown",

  input: ({ id = "", handOver = "" }) => ({ id: organizationIdOf(id), handOver: handOver === "yes" }),

  load: ({ id }, context) => ({
    ...placeOf(id, context),
    list: seatList(id),
    seats: administratorsAt(id),
    vacancy: openVacancy(id),
    ...knownAgents(context),
  }),

  attempt: attemptIn,

  allow: (actor, loaded) => actingIn(actor, loaded, "seat.stepDown"),

  decide: ({ person: me, organization }, loaded, { id, handOver }, context) => {
    const seat = loaded.list.find(({ personId }) => personId === me.id);
    if (!seat) throw invalid({ form: { key: "organization.errors.noSeat" } });
    const { seatId } = seat;
    const last = !othersThan(seatId, loaded.seats).length;
    if (last && !handOver) throw invalid({ handOver: { key: "organization.errors.lastAdministrator" } });

    const follows = !last
      ? nothing
      : loaded.vacancy.length
        ? { ...nothing, writes: [mustHold(vacancyIsOpen(id))] }
        : openReview(
            {
              kind: "vacancy",
              subjectId: id,
              person: null,
              organizationId: id,
              placeName: organization.name,
              reasons: ["nobodyDecides"],
            },
            loaded.known,
            context,
          );
    const free = seatMayEnd(seatId, id);
    return {
      next: "organizations",
      writes: [
        ...ending({ id: seatId }, last ? not(free) : free, context),
        ...follows.writes,
        announceAccess({ personId: me.id, organizationId: id }, context),
      ],
      audit: [{ subjectId: seatId, organizationId: id, from: seat.origin, to: "ended" }, ...follows.audit],
      mail: [
        ...tellAdministrators(
          loaded.seats,
          { organization: organization.name, organizationId: id, name: me.name, change: "steppedDown" },
          [me.id],
        ).mail,
        ...follows.mail,
      ],
    };
  },
});

const nothing = { writes: [], audit: [], mail: [] };
