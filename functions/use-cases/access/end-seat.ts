import { administratorsAt } from "#db/queries/administrator.ts";
import { heldSeatById, organizationOfSeat } from "#db/queries/seat.ts";
import { cannotBeUndone, roleIn } from "#src/domain/act.ts";
import { counts, type Terms } from "#src/domain/seat.ts";
import { personAddress } from "#src/i18n/people.ts";
import { command, type Fields } from "#functions/command/command.ts";
import { hold, tell, together, write } from "#functions/command/consequences.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { endSeat, tellAdministrators } from "#functions/consequences/seat/end.ts";
import { remainsAgent } from "#functions/rights/agent.ts";
import { othersThan } from "#functions/standing/administrators.ts";
import { aboutSomebody } from "#functions/standing/somebody.ts";
import { theProvider } from "#functions/emails/letter.ts";

type Input = ReturnType<typeof aboutSomebody.input> & { readonly seat: string };

/** Whoever has not accepted a nomination has no seat to lose. */
const actOf = (seat: Terms) => (counts(seat) ? "endSeat" : "endNomination");

/**
 * An agent ends somebody's seat, such as of whoever has left the company. Also the last one: an organization with people
 * and nobody who decides becomes a review (src/domain/README.md 2.7).
 */
export const endSeatOf = command({
  ...aboutSomebody,
  action: "seat.end",

  input: (fields: Fields): Input => ({ ...aboutSomebody.input(fields), seat: fields["seat"] ?? "" }),

  load: (input: Input, context) => ({
    ...aboutSomebody.load(input, context),
    held: heldSeatById(input.seat),
    others: administratorsAt(organizationOfSeat(input.seat)),
  }),

  done: ({ person: [person], held: [seat] }) =>
    person && seat
      ? {
          said: {
            key: `acts.${actOf(seat)}.done`,
            params: { name: person.name || person.email, place: seat.organizationName },
          },
        }
      : null,

  decide: ({ agent, person }, { held: [seat], others }, _, context) => {
    const next = personAddress(person.email);
    if (seat?.personId !== person.id) return { next };
    const { id: seatId, organizationId, organizationName: organization } = seat;
    const name = person.name || person.email;
    // Of a stranger who was nominated and has accepted nothing, the others are told nothing; nor do they lack anybody.
    const known = counts(seat);
    const act = actOf(seat);
    const last = known && !othersThan(seatId, others).length;
    const ended = known ? "delegated-administrator" : "nominee";
    return {
      next,
      check: {
        question: { key: `acts.${act}.question`, params: { name, place: organization } },
        loses: [roleIn(ended, organization)],
        follows: [
          { key: "acts.check.told", params: { name } },
          ...(known
            ? [
                {
                  key: last ? "acts.endSeat.last" : "acts.check.toldAdministrators",
                  params: { place: organization },
                } as const,
              ]
            : []),
          cannotBeUndone,
        ],
        back: next,
        confirm: { key: `acts.${act}.confirm` },
      },
      ...together(
        hold(remainsAgent(agent, context)),
        endSeat({ ...seat, seatId }, context),
        write(announceAccess({ personId: person.id, organizationId }, context)),
        tell("access-changed", person, { organization, by: theProvider, given: [], ended: [ended] }),
        known &&
          tellAdministrators(others, { organization, organizationId, who: person, change: "removed" }, [
            person.id,
          ]),
      ),
    };
  },
});
