import { reasonsOf, type ReviewRow, settledReviews } from "#db/queries/review.ts";
import {
  openByDomain,
  openFound,
  openReviews,
  queueCounts,
  type ReviewCursor,
  type Sought,
} from "#db/queries/review-queue.ts";
import { limits } from "#src/domain/limits.ts";
import { isOpen, isQueuePart, isReviewReason } from "#src/domain/review.ts";
import { asker, query } from "#functions/command/query.ts";
import { agent, agentRecords } from "#functions/rights/agent.ts";
import { mayRefuse, placeOf } from "#functions/standing/review.ts";

/** A review on the list, and at the head of its own page. */
export const reviewLine = ({ reasons, ...review }: ReviewRow, now: number) => ({
  ...review,
  reasons: reasonsOf({ reasons }),
  place: placeOf(review),
  late: isOpen(review) && review.dueAt < now,
});

const { perPage, settledShown, counted, groups: mostGroups, refusedAtOnce } = limits.review;

/** What the address of the queue says: which part of it, and behind which review. */
interface Question {
  readonly show: string;
  readonly domain: string;
  readonly reason: string;
  readonly text: string;
  readonly after: string;
}

const soughtIn = ({ show, domain, reason, text }: Question): Sought => ({
  show: isQueuePart(show) ? show : null,
  domain,
  reason: isReviewReason(reason) ? reason : "",
  text,
});

const isWhole = ({ show, domain, reason, text }: Sought) => !(show ?? (domain || reason || text));

const cursorOf = ({ dueAt, id }: ReviewCursor) => `${dueAt}.${id}`;

function cursorIn(text: string): ReviewCursor | null {
  const [, dueAt, id] = /^(\d{1,15})\.([\w-]{1,40})$/u.exec(text) ?? [];
  return id === undefined ? null : { dueAt: Number(dueAt), id };
}

/** The agents' queue: what is due first on top; what one domain has caused together; then what was settled last. */
export const reviewsPage = query({
  load: (question: Question, context) => {
    const sought = soughtIn(question);
    const me = asker(context);
    const most = sought.domain ? refusedAtOnce : perPage;
    const beside = isWhole(sought) && !cursorIn(question.after);
    return {
      ...agentRecords(context),
      open: openReviews(sought, me, context.now, cursorIn(question.after), most),
      found: openFound(sought, me, context.now, counted + 1),
      counts: queueCounts(me, context.now, counted + 1),
      groups: openByDomain(beside ? mostGroups : 0),
      settled: settledReviews(beside ? settledShown : 0),
    };
  },
  view: (actor, { open, found, counts, groups, settled }, question, context) => {
    const person = agent(actor, context);
    const { now } = context;
    const sought = soughtIn(question);
    const { domain } = sought;
    const most = domain ? refusedAtOnce : perPage;
    const shown = open.slice(0, most);
    return {
      ...sought,
      now,
      isWhole: isWhole(sought),
      found: found[0]?.count ?? 0,
      counts: counts[0] ?? null,
      groups,
      isFirst: !cursorIn(question.after),
      next: open.length > most ? cursorOf(shown.at(-1)!) : null,
      open: shown.map((review) => reviewLine(review, now)),
      /** Those of one domain that the agent may refuse together. */
      refusable: domain ? shown.filter((review) => mayRefuse(review, person)).map(({ id }) => id) : [],
      settled: settled.map((review) => reviewLine(review, now)),
    };
  },
});
