import { sql } from "drizzle-orm";
import { build, type Statement } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { accessRequest } from "#src/domain/access-request.ts";
import type { OperationId, PersonId } from "#src/domain/ids.ts";
import { reclaim } from "#src/domain/reclaim.ts";
import { registration } from "#src/domain/registration.ts";
import { review, type ReviewKind } from "#src/domain/review.ts";
import { end } from "./erasure-ends.ts";

interface Withdrawing {
  readonly id: PersonId;
  readonly operationId: OperationId;
  /** When the address changes. */
  readonly now: number;
}

/** What somebody asks an agent for, who reads the address. */
const asked: readonly ReviewKind[] = ["registration", "accessRequest", "reclaim", "association"];

/**
 * With an address of another company all is withdrawn that somebody has asked for, so that nobody decides on one address who has read
 * another; a moment before, since it is on record under the address by which it was asked.
 */
export function withdrawAsked({ id, operationId, now: changedAt }: Withdrawing): Statement[] {
  const now = changedAt - 1;
  const ending = (action: string) => ({ actor: id, action, operationId, now });
  const organization = sql`organization_id`;
  const decided = sql`decided_at = ${now}, decided_by = ${id}`;
  const changed = sql`changed_at = ${now}`;
  const reviews = sql`person_id = ${id} and kind in ${listOf(asked)}`;
  const { from, to } = registration.transition("withdraw");
  return [
    ...end(ending("review.withdraw"), {
      table: "review",
      where: reviews,
      ...review.transition("withdraw"),
      set: decided,
      organization,
    }),
    ...end(ending("accessRequest.withdraw"), {
      table: "access_request",
      where: sql`requester_id = ${id}`,
      ...accessRequest.transition("withdraw"),
      set: decided,
      organization,
    }),
    ...end(ending("reclaim.withdraw"), {
      table: "reclaim",
      where: sql`claimant_id = ${id}`,
      ...reclaim.transition("withdraw"),
      set: changed,
      organization,
    }),
    ...end(ending("registration.withdraw"), {
      table: "registration",
      where: sql`person_id = ${id}`,
      // Of what is not asked yet nobody has read anything.
      from: from.filter((state) => state !== "draft"),
      to,
      set: changed,
    }),
    build.run(sql`update link set replaced_at = ${now} where acted_at is null and replaced_at is null
      and purpose in ('decideRequest', 'answerQuestion', 'objectToReclaim') and subject_id in (
        select id from access_request where requester_id = ${id}
        union all select id from review where ${reviews}
        union all select id from reclaim where claimant_id = ${id})`),
  ];
}
