import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { OrganizationId, ReclaimId, ReviewId } from "#src/domain/ids.ts";
import type { ReclaimState } from "#src/domain/reclaim.ts";
import type { ReviewKind, ReviewState } from "#src/domain/review.ts";
import { openReclaim } from "./reclaim.ts";
import { openReview } from "./review.ts";

/** What is still open about a request for access elsewhere, and ends with its decision. */
export type OpenCase =
  | {
      readonly type: "review";
      readonly id: ReviewId;
      readonly state: ReviewState;
      readonly kind: ReviewKind;
      readonly organizationId: OrganizationId | null;
    }
  | {
      readonly type: "reclaim";
      readonly id: ReclaimId;
      readonly state: ReclaimState;
      readonly kind: null;
      readonly organizationId: OrganizationId;
    };

/** An agent's review of the request; a reclaim by its registration, and the review of that. */
export const openCasesOf = (requestId: SQL | string) =>
  build.all<OpenCase>(sql`
    with claimed (id, state, organization_id) as (
      select c.id, c.state, c.organization_id from access_request a
      cross join reclaim c on c.registration_id = a.registration_id
      where a.id = ${requestId} and c.state in ${openReclaim})
    select 'review' as type, v.id, v.state, v.kind, v.organization_id from review v
    where v.kind = 'accessRequest' and v.subject_id = ${requestId} and v.state in ${openReview}
    union all
    select 'review', v.id, v.state, v.kind, v.organization_id from claimed
    cross join review v on v.subject_id = claimed.id and v.kind = 'reclaim' and v.state in ${openReview}
    union all
    select 'reclaim', id, state, null, organization_id from claimed`);
