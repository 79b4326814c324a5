import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { containing } from "#db/containing.ts";
import type { PersonId, ReviewId } from "#src/domain/ids.ts";
import { type QueuePart, queueParts } from "#src/domain/review.ts";
import { joined, openReview, reviewsWhere } from "./review.ts";

/** Where the next page of the queue begins: behind this review. */
export interface ReviewCursor {
  readonly dueAt: number;
  readonly id: string;
}

/** What an agent looks at of the queue; what is empty or null leaves nothing out. */
export interface Sought {
  readonly show: QueuePart | null;
  readonly domain: string;
  readonly reason: string;
  /** Part of a name, an address or a place. */
  readonly text: string;
}

/** Which of the open reviews, seen by an agent at an instant. */
const parts = {
  late: (_: SQL, now) => sql`v.state = 'open' and v.due_at < ${now}`,
  mine: (agent) => sql`v.owner_id = ${agent}`,
  free: () => sql`v.owner_id is null and v.state = 'open'`,
  waiting: () => sql`v.state = 'waiting'`,
} as const satisfies Record<QueuePart, (agent: SQL, now: number) => SQL>;

const soughtIn = ({ show, domain, reason, text }: Sought, agent: SQL, now: number) => {
  const like = (column: string) => sql`${sql.raw(column)} like ${containing(text)} escape '\\'`;
  const columns = ["p.name", "p.email", "o.name", "s.domain_identifier"];
  return sql`v.state in ${openReview}
    ${show ? sql`and ${parts[show](agent, now)}` : sql``}
    ${domain ? sql`and v.domain = ${domain}` : sql``}
    ${reason ? sql`and exists (select 1 from json_each(v.reasons) where value = ${reason})` : sql``}
    ${text ? sql`and (${sql.join(columns.map(like), sql` or `)})` : sql``}`;
};

/** What agents have to decide, what is due first on top; one more than `most`. */
export const openReviews = (of: Sought, agent: SQL, now: number, after: ReviewCursor | null, most: number) =>
  reviewsWhere(
    sql`${soughtIn(of, agent, now)} ${after ? sql`and (v.due_at, v.id) > (${after.dueAt}, ${after.id})` : sql``}`,
    most + 1,
    sql`v.due_at, v.id`,
  );

/** How many there are, and no further than is said. */
const countOf = (from: SQL, condition: SQL, most: number) =>
  sql`(select count(*) from (select 1 from ${from} where ${condition} limit ${most}))`;

/** How many that are, up to `most`. */
export const openFound = (of: Sought, agent: SQL, now: number, most: number) =>
  build.all<{ count: number }>(
    sql`select ${countOf(of.text ? joined : sql`review v`, soughtIn(of, agent, now), most)} as count`,
  );

const ofQueue = (condition: SQL, most: number) =>
  countOf(sql`review v`, sql`v.state in ${openReview} and ${condition}`, most);

/** How many reviews are open, and how many of them are in each part of the queue, each counted by index up to `most`. */
export const queueCounts = (agent: SQL, now: number, most: number) =>
  build.all<Record<QueuePart | "all", number>>(sql`
    select ${ofQueue(sql`true`, most)} as "all", ${sql.join(
      queueParts.map((part) => sql`${ofQueue(parts[part](agent, now), most)} as ${sql.raw(part)}`),
      sql`, `,
    )}`);

/** What is an agent's to decide: of nobody else, and not about the agent. */
const toDecide = (agent: SQL) =>
  sql`v.state = 'open' and coalesce(v.owner_id, ${agent}) = ${agent} and coalesce(v.person_id, '') <> ${agent}`;

/** Where a review stands in what an agent has to decide, and how much that is, both up to `most`. */
export const placeInQueue = (id: string, agent: SQL, most: number) => {
  const until = sql`(v.due_at, v.id) <= (select due_at, id from review where id = ${id})`;
  const upTo = countOf(sql`review v`, sql`${toDecide(agent)} and ${until}`, most);
  return build.all<{ at: number; of: number }>(sql`
    select ${upTo} as at, ${countOf(sql`review v`, toDecide(agent), most)} as "of"
    from review v where v.id = ${id} and ${toDecide(agent)}`);
};

/** How many open reviews each domain has caused that has several. */
export const openByDomain = (most: number) =>
  build.all<{ domain: string; count: number }>(sql`
    select domain, count(*) as count from review where state in ${openReview} and domain is not null
    group by domain having count(*) > 1 order by 2 desc, 1 limit ${most}`);

/** The review that an agent comes to after another one: what is due next, of nobody else and not about the agent. */
export const nextReview = (id: string, agent: SQL) => {
  const first = (turn: number, behind: SQL) => sql`
    select id, ${turn} as turn from (
      select v.id from review v
      where ${toDecide(agent)} and v.id <> ${id} ${behind}
      order by v.due_at, v.id limit 1)`;
  const later = sql`and (v.due_at, v.id) > (select due_at, id from review where id = ${id})`;
  return build.all<{ id: ReviewId }>(sql`
    select id from (${first(0, later)} union all ${first(1, sql``)}) order by turn limit 1`);
};

/** Somebody takes an open review, or hands it back, from whoever was on it. */
export const ownReview = (id: ReviewId, from: PersonId | null, to: PersonId | null) =>
  build.run(sql`update review set owner_id = ${to}
    where id = ${id} and owner_id is ${from} and state in ${openReview}`);

/** The note of agents changes, as long as it is the one that was read. */
export const noteReview = (id: ReviewId, from: string | null, to: string | null) =>
  build.run(sql`update review set note = ${to} where id = ${id} and note is ${from}`);
