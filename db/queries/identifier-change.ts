import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { PersonId, ReviewId } from "#src/domain/ids.ts";
import type { ReviewState } from "#src/domain/review.ts";

/** What was asked last about the identifier of an account in use. */
export const identifierAsked = (accountId: SQL) =>
  build.all<{
    id: ReviewId;
    state: ReviewState;
    personId: PersonId;
    wanted: string;
    reason: string | null;
    comment: string | null;
    name: string;
    createdAt: number;
    dueAt: number;
  }>(sql`
    select v.id, v.state, v.person_id, v.wanted, v.answer as reason, v.comment, coalesce(p.name, '') as name, v.created_at, v.due_at
    from review v left join person p on p.id = v.person_id
    where v.subject_id = ${accountId} and v.kind = 'identifierChange' order by v.created_at desc limit 1`);
