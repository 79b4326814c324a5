import { type SQL, sql } from "drizzle-orm";
import type { ReclaimId, ReviewId } from "#src/domain/ids.ts";
import type { ReclaimState } from "#src/domain/reclaim.ts";
import type { ReviewKind, ReviewState } from "#src/domain/review.ts";
import { build } from "#db/builder.ts";

/** What is still open about a request for access elsewhere, and ends with its decision. */
export type OpenCase =
  | {
      readonly type: "review";
      readonly id: ReviewId;
      readonly state: ReviewState;
      readonly kind: ReviewKind;
      readonly organizationId: string | null;
    }
  | {
      readonly type: "reclaim";
      readonly id: ReclaimId;
      readonly state: ReclaimState;
      readonly kind: null;
      readonly organizationId: string;
    };

/**
 * True of the request that a statement moves when nothing was opened about it since it was read: it was not passed on to
 * an agent, and nobody has claimed its organization.
 */
export const standsAsRead = (stage: number, cases: readonly Pick<OpenCase, "id">[]) => sql`stage = ${stage}
  and not exists (select 1 from reclaim c where c.registration_id = access_request.registration_id
    and c.state in ('announced', 'underReview')
    and c.id not in (select value from json_each(${JSON.stringify(cases.map(({ id }) => id))})))`;

/** An agent's review of the request; a reclaim by its registration, and the review of that. */
export const openCasesOf = (requestId: SQL | string) =>
  build.all<OpenCase>(sql`
    with claimed (id, state, organization_id) as (
      select c.id, c.state, c.organization_id from access_request a
      cross join reclaim c on c.registration_id = a.registration_id
      where a.id = ${requestId} and c.state in ('announced', 'underReview'))
    select 'review' as type, v.id, v.state, v.kind, v.organization_id as organizationId from review v
    where v.kind = 'accessRequest' and v.subject_id = ${requestId} and v.state in ('open', 'waiting')
    union all
    select 'review', v.id, v.state, v.kind, v.organization_id from claimed
    cross join review v on v.subject_id = claimed.id and v.kind = 'reclaim' and v.state in ('open', 'waiting')
    union all
    select 'reclaim', id, state, null, organization_id from claimed`);
