import type { Result } from "#db/builder.ts";
import type { Administrator } from "#db/queries/administrator.ts";
import type { openReclaimsAbove, ReclaimRow } from "#db/queries/reclaim.ts";
import { limits } from "#src/domain/limits.ts";
import { reclaimTimeline } from "#src/domain/timeline.ts";
import type { Person } from "#functions/context/context.ts";
import { nearestInOffice } from "#functions/standing/reclaim.ts";

interface Records {
  readonly reclaim: readonly ReclaimRow[];
  readonly openReclaims: Result<ReturnType<typeof openReclaimsAbove>>;
  readonly deciders: readonly Administrator[];
}

/** What a requester sees of the reclaim of an organization: that it is offered, or where it stands; null: nothing. */
export function reclaimView(
  { reclaim: [claim], openReclaims, deciders }: Records,
  person: Pick<Person, "id">,
  now: number,
) {
  if (!claim) {
    const [first] = nearestInOffice(deciders, person);
    if (!first) return null;
    const { organizationId, organizationName: organization } = first;
    return openReclaims.some((one) => one.organizationId === organizationId)
      ? { state: "underWay" as const, organization }
      : { state: "offered" as const, organization, until: now + limits.reclaim.objectWithin };
  }
  const { state, organizationName: organization } = claim;
  if (state === "withdrawn" || state === "appointed") return null;
  if (claim.reviewState === "waiting") return { state: "waiting" as const, organization };
  return {
    state,
    organization,
    name: claim.objectedByName ?? "",
    since: state === "announced" ? claim.createdAt : claim.changedAt,
    until: state === "underReview" ? (claim.reviewDueAt ?? claim.objectUntil) : claim.objectUntil,
    timeline:
      state === "announced" || state === "underReview"
        ? reclaimTimeline({ ...claim, state, dueAt: claim.reviewDueAt }, now)
        : [],
    comment: state === "objected" ? claim.objection : state === "refused" ? claim.reviewComment : null,
  };
}

export type ReclaimView = NonNullable<ReturnType<typeof reclaimView>>;
