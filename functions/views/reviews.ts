import {
  openByDomain,
  openReviews,
  reasonsOf,
  type ReviewCursor,
  type ReviewRow,
  settledReviews,
} from "#db/queries/review.ts";
import { limits } from "#src/domain/limits.ts";
import { isOpen } from "#src/domain/review.ts";
import { query } from "#functions/command/query.ts";
import { agent, agentRecords } from "#functions/rights/agent.ts";
import { mayRefuse, placeOf } from "#functions/standing/review.ts";

/** A review on the list, and at the head of its own page. */
export const reviewLine = ({ reasons, ...review }: ReviewRow, now: number) => ({
  ...review,
  reasons: reasonsOf({ reasons }),
  place: placeOf(review),
  late: isOpen(review) && review.dueAt < now,
});

const { perPage, settledShown, groups: mostGroups, refusedAtOnce } = limits.review;

/** What the address of the queue says: of one domain only, and behind which review. */
interface Question {
  readonly domain: string;
  readonly after: string;
}

const cursorOf = ({ dueAt, id }: ReviewCursor) => `${dueAt}.${id}`;

function cursorIn(text: string): ReviewCursor | null {
  const [, dueAt, id] = /^(\d{1,15})\.([\w-]{1,40})$/u.exec(text) ?? [];
  return id === undefined ? null : { dueAt: Number(dueAt), id };
}

/** The agents' queue: what is due first on top, what one domain has caused together; then what was settled last. */
export const reviewsPage = query({
  load: ({ domain, after }: Question, context) => ({
    ...agentRecords(context),
    open: openReviews(domain || null, cursorIn(after), domain ? refusedAtOnce : perPage),
    counts: openByDomain(mostGroups),
    settled: settledReviews(settledShown),
  }),
  view: (actor, { open, counts, settled }, { domain, after }, context) => {
    const person = agent(actor, context);
    const { now } = context;
    const most = domain ? refusedAtOnce : perPage;
    const shown = open.slice(0, most);
    const groups = counts.flatMap((one) => (one.domain === null ? [] : [{ ...one, domain: one.domain }]));
    return {
      domain,
      found: domain
        ? (groups.find((one) => one.domain === domain)?.count ?? shown.length)
        : (counts[0]?.count ?? 0),
      groups: domain ? [] : groups,
      isFirst: !cursorIn(after),
      next: open.length > most ? cursorOf(shown.at(-1)!) : null,
      open: shown.map((review) => reviewLine(review, now)),
      /** Those of one domain that the agent may refuse together. */
      refusable: domain ? shown.filter((review) => mayRefuse(review, person)).map(({ id }) => id) : [],
      settled: domain ? [] : settled.map((review) => reviewLine(review, now)),
    };
  },
});
