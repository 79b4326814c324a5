import { type CaseKind, casesCausedBy, fewerCases } from "#db/queries/review.ts";
import type { SQL } from "#db/builder.ts";
import { companyDomain } from "#src/domain/domain-identifier.ts";
import { domainOf, mailboxOf } from "#src/domain/email.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { type Consequences, hold } from "#functions/command/consequences.ts";
import type { Loaded } from "#functions/command/query.ts";

const most = {
  case: { person: limits.review.openPerPerson, domain: limits.review.openPerDomain },
  feedback: { person: limits.feedback.openPerPerson, domain: limits.feedback.openPerDomain },
} as const satisfies Record<CaseKind, unknown>;

/** The cases that wait for agents because of a person, to be read with whatever else is needed. */
export const openCases = (personId: SQL, kind: CaseKind = "case") => ({
  casesCaused: casesCausedBy(personId, kind),
});

export type OpenCases = Loaded<ReturnType<typeof openCases>>;

/** One more case for agents, as long as there are few of this person and of the company: nobody fills the queue. */
export function oneMoreCase(
  { casesCaused: [caused] }: OpenCases,
  person: { readonly email: string },
  kind: CaseKind = "case",
): Consequences {
  const domain = companyDomain(domainOf(person.email));
  const about = kind === "feedback" ? "feedback" : "requests";
  if ((caused?.own ?? 0) >= most[kind].person) throw invalid({ form: { key: `${about}.waiting.own` } });
  if (domain && (caused?.domain ?? 0) >= most[kind].domain)
    throw invalid({ form: { key: `${about}.waiting.domain`, params: { domain } } });
  return hold(
    fewerCases({ mailbox: mailboxOf(person.email) }, most[kind].person, kind),
    ...(domain ? [fewerCases({ domain }, most[kind].domain, kind)] : []),
  );
}
