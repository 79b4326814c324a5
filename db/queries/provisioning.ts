import { eq, inArray, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { listOf } from "#db/list.ts";
import { mover } from "#db/move.ts";
import { provisioning } from "#db/schema/provisioning.ts";
import type { OperationId, PersonId, ReviewId } from "#src/domain/ids.ts";
import { provisioning as lifecycle } from "#src/domain/provisioning.ts";
import type { ReviewKind, ReviewState } from "#src/domain/review.ts";
import type { Language } from "#src/i18n/languages.ts";
import { seatCounts } from "./administrator.ts";

export const addProvisioning = (row: typeof provisioning.$inferInsert) =>
  build.insert(provisioning).values(row);

/** Says of every place in which somebody holds something that what is held there has changed; ids begin as the row's. */
export const addProvisioningEverywhere = ({
  id,
  personId,
  operationId,
  state,
  dueAt,
  createdAt,
  doneAt,
}: typeof provisioning.$inferInsert) =>
  build.run(sql`
    insert into provisioning (id, person_id, organization_id, account_id, operation_id, state, due_at, created_at, done_at)
    select ${id} || '-' || row_number() over (), ${personId}, organization_id, account_id, ${operationId}, ${state},
      ${dueAt}, ${createdAt}, ${doneAt ?? null} from (
      select organization_id, null as account_id from seat where person_id = ${personId} and ended_at is null
      union select organization_id, account_id from role where person_id = ${personId} and ended_at is null)`);

/** The states of a call that was not heard yet. */
export const undone = listOf(lifecycle.open);

/**
 * Takes what is due and holds it until `until`; what another relay let go of is due again. Of one person's changes in one
 * place, and of those of one case, only the oldest: the next follows when that is done, so that none overtakes another.
 */
export const claimDueCalls = (now: number, until: number, most: number) =>
  build.run(sql`
    update provisioning set state = ${lifecycle.transition("claim").to}, due_at = ${until}, attempts = attempts + 1
    where id in (
      select p.id from provisioning p
      where p.state in ${undone} and p.due_at <= ${now} and not exists (
        select 1 from provisioning before
        where before.person_id = p.person_id and before.state in ${undone}
          and before.organization_id is p.organization_id and before.account_id is p.account_id
          and (before.created_at, before.id) < (p.created_at, p.id))
      and not exists (
        select 1 from provisioning before where before.review_id = p.review_id and before.state in ${undone}
          and (before.created_at, before.id) < (p.created_at, p.id))
      order by p.due_at limit ${most})`);

/** Says that every case has changed of which an operation has a transition on record. */
export const addCaseNews = (
  operationId: OperationId,
  { dueAt, createdAt }: { dueAt: number; createdAt: number },
) =>
  build.run(sql`
    insert into provisioning (id, review_id, operation_id, state, due_at, created_at)
    select lower(hex(randomblob(16))), v.id, ${operationId}, 'queued', ${dueAt}, ${createdAt}
    from audit_event e cross join review v on v.id = e.subject_id
    where e.operation_id = ${operationId} and e.to_state is not null group by v.id`);

/** A change that a relay holds. */
interface Held {
  readonly id: string;
  readonly attempts: number;
  readonly dueAt: number;
}

/** A case that has changed, as it is now. */
export interface HeldCase extends Held {
  readonly reviewId: ReviewId;
  readonly kind: ReviewKind;
  readonly state: ReviewState;
  readonly decideBy: number;
  readonly decidedAt: number | null;
  readonly organizationId: string | null;
  readonly organization: string | null;
  readonly personId: PersonId | null;
  readonly email: string | null;
  readonly name: string | null;
}

export const heldCases = (until: number) =>
  build.all<HeldCase>(sql`
    select n.id, n.attempts, n.due_at, v.id as review_id, v.kind, v.state, v.due_at as decide_by, v.decided_at,
      v.organization_id, o.name as organization, p.id as person_id, p.email, p.name
    from provisioning n join review v on v.id = n.review_id
    left join organization o on o.id = v.organization_id left join person p on p.id = v.person_id
    where n.state = 'sending' and n.due_at = ${until}`);

/** A change of access that a relay holds, with all that its call says: what the person holds in the place now. */
export interface HeldCall extends Held {
  readonly personId: PersonId;
  readonly email: string;
  readonly name: string;
  readonly language: Language | null;
  readonly kind: "organization" | "account";
  readonly placeId: string;
  readonly placeName: string;
  /** JSON: a list of roles, each with the virtual account that it is for, if any. */
  readonly roles: string;
}

export const heldCalls = (until: number) =>
  build.all<HeldCall>(sql`
    select v.id, v.attempts, v.due_at, p.id as person_id, p.email, p.name, p.language,
      case when v.account_id is null then 'organization' else 'account' end as kind,
      coalesce(v.account_id, v.organization_id) as place_id,
      coalesce(a.domain_identifier, o.name, '') as place_name,
      (select json_group_array(json_object('role', held.role, 'virtualAccount', held.part)) from (
        select 'delegated-administrator' as role, null as part from seat s
        where s.organization_id = v.organization_id and s.person_id = v.person_id and ${seatCounts}
        union all
        select g.role, w.name from role g left join virtual_account w on w.id = g.virtual_account_id
        where g.person_id = v.person_id and g.ended_at is null and w.closed_at is null
          and p.disabled_at is null and (g.organization_id = v.organization_id or g.account_id = v.account_id)
        order by 1, 2) held) as roles
    from provisioning v join person p on p.id = v.person_id
    left join organization o on o.id = v.organization_id left join smart_account a on a.id = v.account_id
    where v.state = 'sending' and v.due_at = ${until}`);

const move = mover(provisioning, lifecycle);

/** Writes what became of a call that this relay still holds. */
export const settleCall = (
  { id, dueAt }: Pick<HeldCall, "id" | "dueAt">,
  event: Parameters<typeof move>[1],
  changes: Parameters<typeof move>[2],
) => move({ id, state: "sending" }, event, changes, eq(provisioning.dueAt, dueAt));

/** When a change was done; never before it was made, whatever the local run's clock says. */
export const doneAt = (now: number) => sql`max(${provisioning.createdAt}, ${now})`;

const skipped = lifecycle.transition("skip");

/** Where there is no hook to call any more, nothing waits for it. */
export const settleWithoutHook = (now: number) =>
  build
    .update(provisioning)
    .set({ state: skipped.to, doneAt: doneAt(now), problem: null })
    .where(inArray(provisioning.state, [...skipped.from]));

/** Since when something of a person's access is on its way to the provider's tools; null: nothing is. */
export const setUpSince = (personId: SQL) =>
  build.all<{ since: number | null }>(sql`
    select min(created_at) as since from provisioning
    where person_id = ${personId} and state in ${undone}`);
