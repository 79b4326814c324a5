import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { AccessRequestState } from "#src/domain/access-request.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import type { Organization } from "#src/domain/organization.ts";
import type { Holding } from "#src/domain/policy.ts";
import type { ReclaimState } from "#src/domain/reclaim.ts";
import type { RegistrationState } from "#src/domain/registration.ts";
import type { ReviewState } from "#src/domain/review.ts";
import { lastMoveOf } from "./address-left.ts";
import { stepsUpOf, upwardFrom } from "./organization.ts";
import { ofReview } from "./review.ts";

/** What a review rests on, for use inside of another statement. */
const answered = (id: string, column: "contract_number" | "serial_number", answer: string) => sql`(
  select coalesce(a.${sql.raw(column)}, json_extract(r.answers, ${`$.${answer}`})) from review v
  left join access_request a on a.id = v.subject_id left join reclaim c on c.id = v.subject_id
  left join registration r on r.id = coalesce(c.registration_id, v.subject_id) where v.id = ${id})`;

/** An organization that a review has to do with, as seen from the one asked for. */
export interface Related extends Organization {
  /** JSON: the domains known for it. */
  readonly domains: string;
}

/** The organization asked for, the contract's and the device's, each with all above. */
const upward = (id: string) =>
  upwardFrom(sql`
    select organization_id from contract where number = ${answered(id, "contract_number", "contractNumber")}
    union select organization_id from device where serial_number = ${answered(id, "serial_number", "serialNumber")}
    union select organization_id from review where id = ${id} and organization_id is not null`);

/** Everything else that an agent is shown about a review, to be read in one trip. */
export const reviewFacts = (id: string) => ({
  contract: build.all<{
    type: string;
    startsOn: string;
    endsOn: string;
    organizationId: OrganizationId;
    organizationName: string;
  }>(sql`
    select c.type, c.starts_on, c.ends_on, c.organization_id,
      o.name as organization_name
    from contract c join organization o on o.id = c.organization_id
    where c.number = ${answered(id, "contract_number", "contractNumber")}`),
  entitlement: build.all<{ endsOn: string | null }>(sql`
    select ends_on from entitlement
    where contract_number = ${answered(id, "contract_number", "contractNumber")}
      and email = (select email from person where id = ${ofReview(id, "person_id")})`),
  device: build.all<{
    productId: string;
    contractNumber: string;
    organizationId: OrganizationId;
    organizationName: string;
  }>(sql`
    select d.product_id, d.contract_number, d.organization_id,
      o.name as organization_name
    from device d join organization o on o.id = d.organization_id
    where d.serial_number = ${answered(id, "serial_number", "serialNumber")}`),
  related: build.all<Related>(sql`with recursive ${upward(id)}
    select o.id, o.parent_id, o.name, o.street, o.city, o.postal_code, o.region, o.country,
      (select json_group_array(domain) from organization_domain where organization_id = o.id) as domains
    from upward cross join organization o on o.id = upward.id`),
  reclaim: build.all<{
    state: ReclaimState;
    comment: string | null;
    objectUntil: number;
    objection: string | null;
    objectedByName: string | null;
    createdAt: number;
  }>(sql`
    select c.state, c.comment, c.object_until, c.objection, p.name as objected_by_name,
      c.created_at
    from reclaim c left join person p on p.id = c.objected_by where c.id = ${ofReview(id, "subject_id")}`),
  earlier: build.all<Earlier>(sql`select * from (
      select 'registration' as kind, r.state, r.created_at as at, o.name as place, null as comment
      from registration r left join organization o on o.id = json_extract(r.answers, '$.organizationId')
      where r.person_id = ${ofReview(id, "person_id")} and r.id <> ${ofReview(id, "subject_id")}
      union all
      select 'review', v.state, v.created_at, o.name, v.comment
      from review v left join organization o on o.id = v.organization_id
      where v.person_id = ${ofReview(id, "person_id")} and v.id <> ${id}
      union all
      select 'request', a.state, a.created_at, coalesce(o.name, s.domain_identifier), a.comment
      from access_request a left join organization o on o.id = a.organization_id
      left join smart_account s on s.id = a.account_id
      where a.requester_id = ${ofReview(id, "person_id")} and a.id <> ${ofReview(id, "subject_id")})
    order by at desc limit 20`),
  moved: lastMoveOf(ofReview(id, "person_id")),
  people: peopleAt(ofReview(id, "organization_id")),
});

/** What the same person asked for before. */
export type Earlier = (
  | { readonly kind: "registration"; readonly state: RegistrationState }
  | { readonly kind: "review"; readonly state: ReviewState }
  | { readonly kind: "request"; readonly state: AccessRequestState }
) & {
  readonly at: number;
  readonly place: string | null;
  readonly comment: string | null;
};

/** Who has a role, or has or had a seat, in an organization and above it. */
const peopleAt = (organizationId: SQL) =>
  build.all<{ name: string; email: string; holds: Holding; endedAt: number | null; place: string }>(sql`
    with recursive ${stepsUpOf(organizationId)}
    select p.name, p.email, held.holds, held.ended_at, o.name as place from (
      select upward.distance, g.person_id, g.role as holds, g.ended_at, g.organization_id
      from upward cross join role g on g.organization_id = upward.id where g.ended_at is null
      union all
      select upward.distance, s.person_id, 'delegated-administrator', s.ended_at, s.organization_id
      from upward cross join seat s on s.organization_id = upward.id) held
    cross join person p on p.id = held.person_id and p.disabled_at is null
    cross join organization o on o.id = held.organization_id
    order by held.distance, held.ended_at is not null, p.name limit 50`);
