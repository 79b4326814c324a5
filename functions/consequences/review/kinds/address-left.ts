import { endRole, hasRoles } from "#db/queries/role.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { change, hold, record, recordedAs, tell, together, write } from "#functions/command/consequences.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { type Case, readerOf } from "#functions/consequences/review/case.ts";
import { endSeat, tellAdministrators } from "#functions/consequences/seat/end.ts";
import type { Context } from "#functions/context/context.ts";
import { required } from "#functions/input/comment.ts";
import type { Deciding } from "./kind.ts";

const tellOutcome = ({ review }: Case, outcome: "approved" | "refused", reason: string | null) =>
  tell("review-outcome", readerOf(review), {
    outcome,
    matter: "addressLeft",
    place: review.organizationName,
    reason,
    address: "portal",
  });

/** All that the person holds in the organization ends, also where nobody is left who decides there. */
function endHere({ review, records }: Case, context: Context) {
  const { organizationId, organizationName, personId, name, email } = review;
  if (!organizationId || !personId) throw new Refusal("conflict", "errors.moved");
  const held = records.held.filter(({ endedAt }) => endedAt === null);
  const seat = held.find((one) => one.kind === "seat");
  const roles = held.filter((one) => one.kind === "role");
  return recordedAs(
    "person.remove",
    together(
      hold(hasRoles(personId, organizationId, roles.length)),
      seat && endSeat({ ...seat, seatId: seat.id, organizationId }, context),
      roles.map(({ id, role }) =>
        together(
          change(endRole(id, context.now)),
          record({ subjectId: id, organizationId, from: role, to: "ended" }),
        ),
      ),
      held.length > 0 && write(announceAccess({ personId, organizationId }, context)),
      seat?.counts === 1 &&
        tellAdministrators(
          records.above,
          {
            organization: organizationName ?? "",
            organizationId,
            who: { name: name ?? "", email: email ?? "" },
            change: "removed",
          },
          [personId],
        ),
    ),
  );
}

/** Somebody whose address is another company's now: approved, the access stays; refused, it ends (src/domain/README.md 2.8). */
export const addressLeft: Deciding<"addressLeft"> = {
  approve: (of) => tellOutcome(of, "approved", of.comment || null),
  refuse: (of, context) => {
    const reason = required(of.comment);
    return together(endHere(of, context), tellOutcome(of, "refused", reason));
  },
};
