import { endLinks } from "#db/queries/link.ts";
import { moveReclaim } from "#db/queries/reclaim.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { type Consequences, move, tell, together, write } from "#functions/command/consequences.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { appoint } from "#functions/consequences/review/appoint.ts";
import { type Case, readerOf } from "#functions/consequences/review/case.ts";
import { tellRefused } from "#functions/consequences/review/tell-refused.ts";
import { endSeat } from "#functions/consequences/seat/end.ts";
import type { Context } from "#functions/context/context.ts";
import type { Deciding } from "./kind.ts";
import { theProvider } from "#functions/emails/letter.ts";

/** Somebody says that the administrators have gone; none objected in time (src/domain/README.md 2.7). */
export const reclaim: Deciding<"reclaim"> = {
  appoint: (of, context) => {
    const to = { ...readerOf(of.review), id: of.review.personId! };
    return together(
      endClaim(of, "appoint", context),
      endSeats(of, context),
      appoint(of, to, { matter: "reclaim", asked: null }, context),
      tellFormerAdministrators(of),
    );
  },

  refuse: (of, context) => together(endClaim(of, "refuse", context), tellRefused(of, "reclaim")),
};

function endClaim(
  { review, records: { cases } }: Case,
  event: "appoint" | "refuse",
  { now }: Context,
): Consequences {
  const claim = cases.find(({ id }) => id === (review.subjectId as typeof id));
  if (claim?.type !== "reclaim" || claim.state !== "underReview")
    throw new Refusal("conflict", "errors.moved");
  return together(
    move(moveReclaim, claim, event, { changedAt: now }, { organizationId: claim.organizationId }),
    write(endLinks("objectToReclaim", claim.id, now)),
  );
}

/** The administrators who have gone leave the list; what else they hold, the new one decides on. */
const endSeats = ({ records: { list } }: Case, context: Context): Consequences =>
  together(list.map((seat) => [endSeat(seat, context), write(announceAccess(placeOf(seat), context))]));

const placeOf = ({ personId, organizationId }: Case["records"]["list"][number]) => ({
  personId,
  organizationId,
});

const tellFormerAdministrators = ({ records: { list, target } }: Case): Consequences =>
  together(
    list
      .filter(({ disabledAt }) => disabledAt === null)
      .map((to) =>
        tell("access-changed", to, {
          organization: target[0]?.name ?? "",
          by: theProvider,
          given: [],
          ended: ["delegated-administrator"],
        }),
      ),
  );
