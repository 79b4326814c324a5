import { mustChange } from "#db/client.ts";
import { moveReclaim } from "#db/queries/reclaim.ts";
import { endLinks } from "#db/queries/link.ts";
import { reclaim as lifecycle } from "#src/domain/reclaim.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { brand } from "#src/brand.ts";
import type { Context } from "#functions/context/context.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { endSeat } from "#functions/consequences/seat/end.ts";
import { appointing } from "#functions/consequences/review/appoint.ts";
import { required } from "#functions/input/comment.ts";
import { type Case, type Consequences, type Deciding, readerOf } from "./kind.ts";

function underReview({ review, records: { cases } }: Case) {
  const one = cases.find(({ id }) => id === (review.subjectId as typeof id));
  if (one?.type !== "reclaim" || one.state !== "underReview") throw new Refusal("conflict", "errors.moved");
  return one;
}

/** The administrators who have gone leave the list; what else they hold, the new one decides on. */
function endSeats({ records: { list, target } }: Case, context: Context): Consequences {
  const organization = target[0]?.name ?? "";
  return {
    writes: list.flatMap((seat) => [
      ...endSeat(seat, context).writes,
      announceAccess({ personId: seat.personId, organizationId: seat.organizationId }, context),
    ]),
    audit: list.map(({ seatId, organizationId, origin }) => ({
      subjectId: seatId,
      organizationId,
      from: origin,
      to: "ended",
    })),
    mail: list
      .filter(({ disabledAt }) => disabledAt === null)
      .map((to) => ({
        template: "access-changed" as const,
        to,
        params: { organization, by: brand.provider, given: [], ended: ["delegated-administrator" as const] },
      })),
  };
}

/** Somebody says that the administrators have gone; none objected in time (src/domain/README.md 2.7). */
export const reclaim: Deciding<"reclaim"> = {
  appoint: (of, context) => {
    const { review } = of;
    const claim = underReview(of);
    const ended = endSeats(of, context);
    const outcome = { outcome: "appointed", matter: "reclaim", asked: null } as const;
    const follows = appointing(of, { ...readerOf(review), id: review.personId! }, outcome, context);
    const to = lifecycle.next(claim.state, "appoint")!;
    return {
      writes: [
        mustChange(moveReclaim(claim, "appoint", { changedAt: context.now })),
        endLinks("objectToReclaim", claim.id, context.now),
        ...ended.writes,
        ...follows.writes,
      ],
      audit: [
        { subjectId: claim.id, organizationId: claim.organizationId, from: claim.state, to },
        ...ended.audit,
        ...follows.audit,
      ],
      mail: [...follows.mail, ...ended.mail],
    };
  },

  refuse: (of, { now }) => {
    const { review, comment } = of;
    const claim = underReview(of);
    const to = lifecycle.next(claim.state, "refuse")!;
    return {
      writes: [
        mustChange(moveReclaim(claim, "refuse", { changedAt: now })),
        endLinks("objectToReclaim", claim.id, now),
      ],
      audit: [{ subjectId: claim.id, organizationId: claim.organizationId, from: claim.state, to }],
      mail: [
        {
          template: "review-outcome",
          to: readerOf(review),
          params: {
            outcome: "refused",
            matter: "reclaim",
            place: review.organizationName,
            reason: required(comment),
            address: "onboarding/status",
          },
        },
      ],
    };
  },
};
