import { listIsStill, orderSeats, seatList } from "#db/queries/seat-list.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { calledTo } from "#src/domain/known-name.ts";
import { invalid } from "#src/domain/refusal.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { hold, record, together, write } from "#functions/command/consequences.ts";
import { knownAddress } from "#functions/input/address.ts";
import { attemptIn, inOrganization, placeRecords } from "#functions/rights/place.ts";

/** Moves an administrator to another place on the list: who is first is asked first (src/domain/README.md 2.7). */
export const orderAdministrators = command({
  action: "seat.order",

  input: ({ id = "", position = "", ...fields }) => ({
    id: organizationIdOf(id),
    email: knownAddress(fields),
    position: /^\d{1,4}$/u.test(position.trim()) ? Number(position) : 0,
  }),

  load: ({ id }, context) => ({
    ...placeRecords({ organizationId: id }, context),
    seats: seatList(id),
  }),

  attempt: attemptIn,

  allow: inOrganization("seat.order"),

  done: ({ seats }, { email, position }, me) => {
    const seat = seats.find((one) => one.email === email);
    if (!seat) return null;
    const name = calledTo(me, seat, [{ accepted: seat.counts }]);
    return { said: { key: "acts.order.done", params: { name, position } } };
  },

  decide: ({ right }, loaded, { id, email, position }) => {
    const next = organizationAddress(id, "administrators");
    const { seats } = loaded;
    const from = seats.findIndex((seat) => seat.email === email);
    if (from < 0) throw invalid({ email: { key: "organization.errors.notOnList" } });
    if (position < 1 || position > seats.length)
      throw invalid({
        position: { key: "organization.errors.positionRange", params: { max: seats.length } },
      });
    if (from === position - 1) return { next };

    const before = seats.map(({ seatId }) => seatId);
    const moved = before[from]!;
    const after = before.toSpliced(from, 1).toSpliced(position - 1, 0, moved);
    return {
      next,
      ...together(
        hold(right, listIsStill(id, before)),
        write(...orderSeats(id, after)),
        record({ subjectId: moved, organizationId: id, from: String(from + 1), to: String(position) }),
      ),
    };
  },
});
