import { not } from "#db/builder.ts";
import { administratorsAt } from "#db/queries/administrator.ts";
import { seatList } from "#db/queries/seat-list.ts";
import { seatMayEnd } from "#db/queries/seat.ts";
import { openVacancy, vacancyIsOpen } from "#db/queries/vacancy.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { invalid } from "#src/domain/refusal.ts";
import { command } from "#functions/command/command.ts";
import { hold, together, write } from "#functions/command/consequences.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { openReview } from "#functions/consequences/review/open.ts";
import { endSeat, tellAdministrators } from "#functions/consequences/seat/end.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { attemptIn, inOrganization, placeRecords } from "#functions/rights/place.ts";
import { othersThan } from "#functions/standing/administrators.ts";

/**
 * An administrator steps down and keeps the other roles. The last one cannot, unless an agent is asked to look for a
 * successor (src/domain/README.md 2.7).
 */
export const stepDown = command({
  action: "seat.stepDown",

  input: ({ id = "", handOver = "" }) => ({ id: organizationIdOf(id), handOver: handOver === "yes" }),

  load: ({ id }, context) => ({
    ...placeRecords({ organizationId: id }, context),
    list: seatList(id),
    seats: administratorsAt(id),
    vacancy: openVacancy(id),
    ...knownAgents(context),
  }),

  attempt: attemptIn,

  allow: inOrganization("seat.stepDown"),

  done: ({ place: [place] }) =>
    place ? { said: { key: "acts.stepDown.done", params: { place: place.name } } } : null,

  decide: ({ person: me, place, right }, loaded, { id, handOver }, context) => {
    const seat = loaded.list.find(({ personId }) => personId === me.id);
    if (!seat) throw invalid({ form: { key: "organization.errors.noSeat" } });
    const last = !othersThan(seat.seatId, loaded.seats).length;
    if (last && !handOver) throw invalid({ handOver: { key: "organization.errors.lastAdministrator" } });

    const vacancy = {
      kind: "vacancy",
      subjectId: id,
      person: null,
      organizationId: id,
      placeName: place.name,
      reasons: ["nobodyDecides"],
    } as const;
    const free = seatMayEnd(seat.seatId, id);
    const gone = { organization: place.name, organizationId: id, who: me };
    const here = { place: place.name };
    return {
      next: "organizations",
      check: {
        question: { key: "acts.stepDown.question", params: here },
        loses: [{ key: "acts.stepDown.decides", params: here }],
        follows: [
          { key: "acts.stepDown.keeps" },
          last ? { key: "acts.stepDown.agent" } : { key: "acts.check.toldAdministrators", params: here },
          { key: "acts.stepDown.never" },
        ],
        confirm: { key: "acts.stepDown.confirm" },
      },
      ...together(
        hold(right),
        endSeat({ ...seat, organizationId: id }, context, last ? not(free) : free),
        last &&
          (loaded.vacancy.length ? hold(vacancyIsOpen(id)) : openReview(vacancy, loaded.known, context)),
        write(announceAccess({ personId: me.id, organizationId: id }, context)),
        tellAdministrators(loaded.seats, { ...gone, change: "steppedDown" }, [me.id]),
      ),
    };
  },
});
