import { and, eq, type SQL, sql } from "drizzle-orm";
import type { PersonId, ReviewId } from "../../src/domain/ids.ts";
import {
  review as lifecycle,
  type ReviewKind,
  type ReviewReason,
  type ReviewState,
} from "../../src/domain/review.ts";
import type { Language } from "../../src/i18n/languages.ts";
import { build } from "../builder.ts";
import { review } from "../schema/registration.ts";

export const addReview = (row: typeof review.$inferInsert) => build.insert(review).values(row);

type Event = (typeof lifecycle.events)[number];

/** Moves a review on by an event, from the state in which it was read, with what belongs to it. */
export function moveReview(
  { id, state }: { id: ReviewId; state: ReviewState },
  event: Event,
  change: Partial<
    Pick<typeof review.$inferInsert, "question" | "answer" | "comment" | "decidedAt" | "decidedBy" | "dueAt">
  >,
) {
  const next = lifecycle.next(state, event);
  if (!next) throw new Error(`a review that is ${state} cannot ${event}`);
  return build
    .update(review)
    .set({ ...change, state: next })
    .where(and(eq(review.id, id), eq(review.state, state)));
}

/** A review with the person and what the registration rests on. */
export interface ReviewRow {
  readonly id: ReviewId;
  readonly state: ReviewState;
  readonly kind: ReviewKind;
  readonly subjectId: string;
  readonly organizationId: string | null;
  readonly organizationName: string | null;
  /** JSON: a list of `ReviewReason`. */
  readonly reasons: string;
  readonly question: string | null;
  readonly answer: string | null;
  readonly comment: string | null;
  readonly dueAt: number;
  readonly createdAt: number;
  readonly decidedAt: number | null;
  readonly decidedByName: string | null;
  /** Whom it is about; null for an organization that nobody administers. */
  readonly personId: PersonId | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly company: string | null;
  readonly phone: string | null;
  readonly language: Language | null;
  readonly contractNumber: string | null;
  readonly serialNumber: string | null;
}

const reviewsWhere = (condition: SQL, most: number) =>
  build.all<ReviewRow>(sql`
    select v.id, v.state, v.kind, v.subject_id as subjectId, v.organization_id as organizationId,
      o.name as organizationName, v.reasons, v.question, v.answer, v.comment, v.due_at as dueAt,
      v.created_at as createdAt, v.decided_at as decidedAt, d.name as decidedByName,
      p.id as personId, p.name, p.email, p.company, p.phone, p.language,
      coalesce(a.contract_number, json_extract(r.answers, '$.contractNumber')) as contractNumber,
      coalesce(a.serial_number, json_extract(r.answers, '$.serialNumber')) as serialNumber
    from review v
    left join access_request a on a.id = v.subject_id
    left join reclaim c on c.id = v.subject_id
    left join registration r on r.id = coalesce(c.registration_id, v.subject_id)
    left join person p on p.id = v.person_id
    left join organization o on o.id = v.organization_id
    left join person d on d.id = v.decided_by
    where ${condition} order by v.due_at limit ${most}`);

export const reviewById = (id: SQL | string) => reviewsWhere(sql`v.id = ${id}`, 1);

/** What agents have to decide, what is due first on top. */
export const openReviews = () => reviewsWhere(sql`v.state in ('open', 'waiting')`, 100);

export const reasonsOf = ({ reasons }: Pick<ReviewRow, "reasons">) =>
  JSON.parse(reasons) as readonly ReviewReason[];
