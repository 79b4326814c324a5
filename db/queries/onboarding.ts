import { eq, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { registration } from "#db/schema/registration.ts";
import type { OrganizationId, PersonId, ReviewId } from "#src/domain/ids.ts";
import type { OnboardingAnswers } from "#src/domain/journeys/onboarding/situation.ts";
import type { Organization } from "#src/domain/organization.ts";
import type { ReviewState } from "#src/domain/review.ts";
import type { Seat } from "#src/domain/seat.ts";
import type { Language } from "#src/i18n/languages.ts";
import { requestOfRegistration } from "./access-request-row.ts";
import { seatCounts } from "./administrator.ts";
import { suffixesOf } from "./email-domain.ts";
import { organizationAndBelow, upwardFrom } from "./organization.ts";
import { emailOf } from "./person.ts";

/** Whose onboarding, and by which contract and device: expressions, since only the database knows them yet. */
export interface Question {
  readonly personId: SQL;
  readonly registrationId: SQL;
  readonly email: SQL;
  readonly contractNumber: SQL;
  readonly serialNumber: SQL;
}

const answer = (registrationId: SQL, name: keyof OnboardingAnswers) =>
  sql`(select json_extract(answers, ${sql.raw(`'$.${name}'`)}) from registration where id = ${registrationId})`;

/** The question that the newest registration of a person asks. */
export function questionOf(
  personId: SQL,
  email: SQL,
  typed?: { contractNumber: string; serialNumber: string },
): Question {
  const registrationId = sql`(select id from registration where person_id = ${personId} order by created_at desc limit 1)`;
  return {
    personId,
    registrationId,
    email,
    contractNumber: typed ? sql`${typed.contractNumber}` : answer(registrationId, "contractNumber"),
    serialNumber: typed ? sql`${typed.serialNumber}` : answer(registrationId, "serialNumber"),
  };
}

/** The question that a given registration asks, for the person whose it is. */
export function questionOfRegistration(registrationId: SQL): Question {
  const personId = sql`(select person_id from registration where id = ${registrationId})`;
  return {
    personId,
    registrationId,
    email: emailOf(personId),
    contractNumber: answer(registrationId, "contractNumber"),
    serialNumber: answer(registrationId, "serialNumber"),
  };
}

export interface SeatWithPerson extends Seat {
  readonly name: string;
  readonly personId: PersonId;
  readonly email: string;
  readonly language: Language | null;
  readonly createdAt: number;
}

/** The contract's or the device's organization, or one above, with what the rules look at there. */
export interface OrganizationAround extends Organization {
  /** In JSON, a list. */
  readonly domains: string;
  readonly hasChildren: 0 | 1;
  /** Somebody administered it, now or before. */
  readonly hadAdministrator: 0 | 1;
  /** In JSON, those who administer it. */
  readonly seats: string;
  /** The asker has a role there. */
  readonly roleHeld: 0 | 1;
}

// A cross join keeps these few outside of the loop: the planner cannot know how few they are, and would read whole tables.
const upward = ({ contractNumber, serialNumber }: Question) =>
  upwardFrom(sql`
    select organization_id from contract where number = ${contractNumber}
    union select organization_id from device where serial_number = ${serialNumber}`);

/** Associates an address with a contract, without an end; no row changes where there is no such contract. */
export const associateWithContract = (contractNumber: string, email: string) =>
  build.run(sql`
    insert into entitlement (contract_number, email)
    select number, ${email} from contract where number = ${contractNumber}
    on conflict (contract_number, email) do update set ends_on = null`);

/** What became of the newest question whether an address belongs to a contract that somebody entered. */
export const associationAsked = (question: Question) =>
  build.all<{
    id: ReviewId;
    state: ReviewState;
    contractNumber: string;
    dueAt: number;
    createdAt: number;
    comment: string | null;
  }>(sql`
    select v.id, v.state, json_extract(r.answers, '$.contractNumber') as contract_number, v.due_at, v.created_at, v.comment
    from review v join registration r on r.id = v.subject_id
    where v.kind = 'association' and v.subject_id = ${question.registrationId}
    order by v.created_at desc limit 1`);

/** How many organizations are below each of those that can be chosen. */
export const extents = (question: Question) =>
  build.all<{ id: OrganizationId; below: number }>(sql`with recursive ${upward(question)}
    select upward.id, (select count(*) - 1 from ${organizationAndBelow(sql`upward.id`)}) as below from upward`);

/** What two numbers name, each null where there is no such thing. */
interface Numbered {
  readonly type: string | null;
  readonly organizationId: OrganizationId | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  /** The address is associated with the contract, until a day if one is given. */
  readonly entitled: 0 | 1;
  readonly entitledUntil: string | null;
  readonly deviceContractNumber: string | null;
  readonly deviceOrganizationId: OrganizationId | null;
}

/** Where somebody stands in onboarding, to be read in one trip. */
export const onboardingRecords = (question: Question) => ({
  registration: build.select().from(registration).where(eq(registration.id, question.registrationId)),
  numbered: build.all<Numbered>(sql`
    select c.type, c.organization_id, c.starts_on, c.ends_on,
      e.email is not null as entitled, e.ends_on as entitled_until,
      d.contract_number as device_contract_number, d.organization_id as device_organization_id
    from (select 1) left join contract c on c.number = ${question.contractNumber}
    left join entitlement e on e.contract_number = c.number and e.email = ${question.email}
    left join device d on d.serial_number = ${question.serialNumber}`),
  organizations: build.all<OrganizationAround>(sql`with recursive ${upward(question)}
    select o.id, o.parent_id, o.name, o.street, o.city, o.postal_code, o.region, o.country,
      (select json_group_array(domain) from organization_domain where organization_id = o.id) as domains,
      exists (select 1 from organization child where child.parent_id = o.id) as has_children,
      exists (select 1 from seat where organization_id = o.id) as had_administrator,
      (select json_group_array(json_object('organizationId', s.organization_id, 'personId', p.id,
          'position', s.position, 'createdAt', s.created_at, 'name', p.name, 'email', p.email,
          'language', p.language))
        from seat s join person p on p.id = s.person_id where s.organization_id = o.id and ${seatCounts}) as seats,
      exists (select 1 from role r where r.organization_id = o.id and r.ended_at is null
        and r.person_id = ${question.personId}) as role_held
    from upward cross join organization o on o.id = upward.id`),
});

/** True of a registration that somebody is still filling in. */
export const isDraft = ({ registrationId }: Pick<Question, "registrationId">) =>
  sql`exists (select 1 from registration where id = ${registrationId} and state = 'draft')`;

/** What the rules about who may administer look at besides. */
export const ruleRecords = (question: Question) => ({
  rootsOfEmailDomain: build.all<{ id: OrganizationId }>(sql`with recursive ${suffixesOf(question.email)},
    ${upwardFrom(
      sql`select d.organization_id from suffix cross join organization_domain d on d.domain = suffix.domain`,
      "known",
    )}
    select o.id from known cross join organization o on o.id = known.id where o.parent_id is null`),
});

/** What became of the assessment by an agent, and of the request at an administrator. */
export const outcomeRecords = ({ registrationId }: Pick<Question, "registrationId">) => ({
  review: build.all<{
    id: ReviewId;
    organizationId: OrganizationId | null;
    state: ReviewState;
    reasons: string;
    dueAt: number;
    createdAt: number;
    /** The reason of a refusal. */
    comment: string | null;
    decidedAt: number | null;
    answered: 0 | 1;
  }>(sql`
    select id, organization_id, state, reasons, due_at, created_at, comment,
      decided_at, answer is not null as answered
    from review where kind = 'registration' and subject_id = ${registrationId}
    order by created_at desc limit 1`),
  request: requestOfRegistration(registrationId),
});

/** The links by which somebody was asked to confirm the address, the latest first. */
export const confirmationRecords = ({ registrationId }: Pick<Question, "registrationId">) => ({
  confirmations: build.all<{
    id: string;
    createdAt: number;
    expiresAt: number;
    replacedAt: number | null;
    actedAt: number | null;
    delivery: string | null;
  }>(sql`
    select l.id, l.created_at, l.expires_at, l.replaced_at, l.acted_at,
      (select o.state from outbox o where o.link_id = l.id) as delivery
    from link l where l.subject_id = ${registrationId} and l.purpose = 'confirmAddress'
    order by l.created_at desc limit 10`),
});
