import { sql } from "drizzle-orm";
import { accessRequest } from "#src/domain/access-request.ts";
import { addressChange } from "#src/domain/address-change.ts";
import { nominee, smartAccount } from "#src/domain/account.ts";
import { reclaim } from "#src/domain/reclaim.ts";
import { registration } from "#src/domain/registration.ts";
import { review } from "#src/domain/review.ts";
import type { Invariant } from "./invariant.ts";

const lifecycles = {
  registration,
  review,
  access_request: accessRequest,
  reclaim,
  smart_account: smartAccount,
  nominee,
  address_change: addressChange,
};

/** What moves from state to state, as it is now. */
const moving = sql`moving (kind, id, state) as (${sql.join(
  Object.keys(lifecycles).map((table) => sql`select ${table}, id, state from ${sql.identifier(table)}`),
  sql` union all `,
)})`;

/** Every step that a lifecycle has: JSON of [table, from, to], the first one from nowhere. */
const steps = JSON.stringify(
  Object.entries(lifecycles).flatMap(([table, { table: states }]) => [
    ...Object.entries(states).flatMap(([from, events]) =>
      [from, ...Object.values(events as Record<string, string>)].map((to) => [table, from, to]),
    ),
    ...beginnings(table).map((to) => [table, null, to]),
  ]),
);

function beginnings(table: string): string[] {
  const others: Record<string, string[]> = { smart_account: ["draft", "provisional", "underApproval"] };
  return (
    others[table] ?? [
      {
        registration: "draft",
        review: "open",
        access_request: "pending",
        reclaim: "announced",
        nominee: "nominated",
        address_change: "asked",
      }[table]!,
    ]
  );
}

/**
 * What is recorded of a transition; an attempt that was refused is none, nor is a note without states, nor another identifier.
 */
const transition = sql`refusal is null and action <> 'account.identify' and (from_state is not null or to_state is not null)`;

/** What leaves nothing on record where it changes only answers of a draft, or asks for a code. */
const unrecorded = sql`('session.request-code', 'account.answer', 'registration.verify')`;

export const records: readonly Invariant[] = [
  {
    id: "I6",
    says: "every transition has an audit row with its operation id",
    searches: () => [
      sql`with ${moving} select m.id || ' is ' || m.state || ', which no audit row says' as what from moving m
        where m.state is not (select to_state from audit_event
          where subject_id = m.id and ${transition} order by id desc limit 1)`,
      sql`with ${moving}, told as (
          select a.id, a.subject_id, a.from_state, lag(a.to_state) over (partition by a.subject_id order by a.id) as before,
            row_number() over (partition by a.subject_id order by a.id) as place
          from audit_event a join moving m on m.id = a.subject_id where ${transition})
        select 'audit row ' || id || ' of ' || subject_id || ' does not follow from the one before' as what
        from told where place > 1 and from_state is not before`,
      sql`with ${moving}, step (kind, from_state, to_state) as materialized (
          select value ->> 0, value ->> 1, value ->> 2 from json_each(${steps}))
        select 'audit row ' || a.id || ' moves a ' || m.kind || ' from ' || coalesce(a.from_state, 'nothing') || ' to '
          || coalesce(a.to_state, 'nothing') as what
        from audit_event a join moving m on m.id = a.subject_id
        where ${transition} and not exists (select 1 from step
          where kind = m.kind and from_state is a.from_state and to_state is a.to_state)`,
      sql`select 'seat ' || s.id || ' was given without an audit row' as what from seat s
        where not exists (select 1 from audit_event where subject_id = s.id and to_state = s.origin)`,
      sql`with ended (what, id) as (
          select 'seat', id from seat where ended_at is not null
          union all select 'role', id from role where ended_at is not null
          union all select 'virtual account', id from virtual_account where closed_at is not null)
        select what || ' ' || id || ' ended without an audit row' as what from ended
        where not exists (select 1 from audit_event where subject_id = ended.id and refusal is null
          and to_state in ('ended', 'closed'))`,
      sql`select 'virtual account ' || v.id || ' was made without an audit row' as what from virtual_account v
        where not exists (select 1 from audit_event where subject_id = v.id and from_state is null and refusal is null)`,
      sql`select 'audit row ' || a.id || ' belongs to no operation' as what from audit_event a
        where refusal is null and a.action not in ('session.start', 'session.sign-out')
          and not exists (select 1 from operation where id = a.operation_id)
          and (a.at > (select min(at) from operation where person_id is not null and action <> 'session.request-code')
            or not exists (select 1 from person where id = a.actor))`,
      sql`select 'operation ' || o.id || ' left no audit row' as what from operation o
        where o.action not in ${unrecorded} and not exists (select 1 from audit_event where operation_id = o.id)`,
      sql`select 'audit row ' || id || ' is of a refused attempt and says that something moved' as what
        from audit_event where refusal is not null and (from_state is not null or to_state is not null)`,
      sql`select 'news ' || p.id || ' of somebody''s access belong to no operation' as what from provisioning p
        where not exists (select 1 from operation where id = p.operation_id)
          and not exists (select 1 from audit_event where operation_id = p.operation_id)`,
    ],
  },
  {
    id: "I11",
    says: "the same operation id gives the same result",
    searches: () => [
      sql`select 'operation ' || operation_id || ' moved ' || subject_id || ' ' || count(*) || ' times' as what
        from audit_event where refusal is null group by operation_id, action, subject_id having count(*) > 1`,
      sql`select 'operation ' || operation_id || ' wrote ' || count(*) || ' messages ' || template as what
        from outbox where operation_id is not null and recipient not like '%@erased.invalid' group by operation_id, template, recipient, coalesce(link_id, '')
        having count(*) > 1`,
    ],
  },
];
