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
import { upwardFrom } from "./organization.ts";

/** Whose onboarding, and by which contract and device: expressions, since only the database knows them yet. */
export interface Question {
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
  typed?: { contractNumber: string; serialNumber: string },
): Question {
  const registrationId = sql`(select id from registration where person_id = ${personId} order by created_at desc limit 1)`;
  return {
    registrationId,
    email: sql`(select email from person where id = ${personId})`,
    contractNumber: typed ? sql`${typed.contractNumber}` : answer(registrationId, "contractNumber"),
    serialNumber: typed ? sql`${typed.serialNumber}` : answer(registrationId, "serialNumber"),
  };
}

/** The question that a given registration asks, for the person whose it is. */
export const questionOfRegistration = (registrationId: SQL): Question => ({
  registrationId,
  email: sql`(select p.email from registration r join person p on p.id = r.person_id where r.id = ${registrationId})`,
  contractNumber: answer(registrationId, "contractNumber"),
  serialNumber: answer(registrationId, "serialNumber"),
});

export interface SeatWithPerson extends Seat {
  readonly name: string;
  readonly personId: PersonId;
  readonly email: string;
  readonly language: Language | null;
  readonly createdAt: number;
}

// A cross join keeps these few outside of the loop: the planner cannot know how few they are, and would read whole tables.
const upward = ({ contractNumber, serialNumber }: Question) =>
  upwardFrom(sql`
    select organization_id from contract where number = ${contractNumber}
    union select organization_id from device where serial_number = ${serialNumber}`);

/** All that the rules of onboarding look at, to be read in one trip. */
export const onboardingRecords = (question: Question) => ({
  registration: build.select().from(registration).where(eq(registration.id, question.registrationId)),
  contract: build.all<{ type: string; organizationId: OrganizationId; startsOn: string; endsOn: string }>(sql`
    select type, organization_id, starts_on, ends_on
    from contract where number = ${question.contractNumber}`),
  entitlement: build.all<{ endsOn: string | null }>(sql`
    select ends_on from entitlement
    where contract_number = ${question.contractNumber} and email = ${question.email}`),
  device: build.all<{ contractNumber: string; organizationId: OrganizationId }>(sql`
    select contract_number, organization_id
    from device where serial_number = ${question.serialNumber}`),
  organizations: build.all<Organization>(sql`with recursive ${upward(question)}
    select o.id, o.parent_id, o.name, o.street, o.city, o.postal_code, o.region, o.country
    from upward cross join organization o on o.id = upward.id`),
  domains: build.all<{
    organizationId: OrganizationId;
    domain: string;
  }>(sql`with recursive ${upward(question)}
    select d.organization_id, d.domain
    from upward cross join organization_domain d on d.organization_id = upward.id`),
  withChildren: build.all<{ id: OrganizationId }>(sql`with recursive ${upward(question)}
    select id from upward where exists (select 1 from organization child where child.parent_id = upward.id)`),
  seats: build.all<SeatWithPerson>(sql`with recursive ${upward(question)}
    select s.organization_id, s.person_id, s.position, s.created_at,
      p.name, p.email, p.language
    from upward cross join seat s on s.organization_id = upward.id and ${seatCounts}
    join person p on p.id = s.person_id order by s.position`),
  lostAdministrator: build.all<{ id: OrganizationId }>(sql`with recursive ${upward(question)}
    select id from upward
    where exists (select 1 from seat where organization_id = upward.id)
      and not exists (select 1 from seat s where s.organization_id = upward.id and ${seatCounts})`),
  rootsOfEmailDomain: build.all<{ id: OrganizationId }>(sql`with recursive
    suffix (domain) as (
      select substr(${question.email}, instr(${question.email}, '@') + 1)
      union select substr(domain, instr(domain, '.') + 1) from suffix where instr(domain, '.') > 0),
    ${upwardFrom(
      sql`select d.organization_id from suffix join organization_domain d on d.domain = suffix.domain`,
      "known",
    )}
    select o.id from known join organization o on o.id = known.id where o.parent_id is null`),
  myRoles: build.all<{ organizationId: OrganizationId }>(sql`with recursive ${upward(question)}
    select r.organization_id from upward
    join role r on r.organization_id = upward.id and r.ended_at is null
    where r.person_id = (select id from person where email = ${question.email})`),
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
    from review where kind = 'registration' and subject_id = ${question.registrationId}
    order by created_at desc limit 1`),
  request: requestOfRegistration(question.registrationId),
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
    from link l where l.subject_id = ${question.registrationId} and l.purpose = 'confirmAddress'
    order by l.created_at desc limit 10`),
});
