import { casesCausedBy, fewerCases } from "#db/queries/review.ts";
import type { SQL } from "#db/builder.ts";
import { companyDomain } from "#src/domain/domain-identifier.ts";
import { domainOf } from "#src/domain/email.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { type Consequences, hold } from "#functions/command/consequences.ts";
import type { Loaded } from "#functions/command/query.ts";

const { openPerPerson, openPerDomain } = limits.review;

/** The cases that wait for agents because of a person, to be read with whatever else is needed. */
export const openCases = (personId: SQL) => ({ casesCaused: casesCausedBy(personId) });

export type OpenCases = Loaded<ReturnType<typeof openCases>>;

/** One more case for agents, as long as there are few of this person and of the company: nobody fills the queue. */
export function oneMoreCase(
  { casesCaused: [caused] }: OpenCases,
  person: { readonly id: PersonId; readonly email: string },
): Consequences {
  const domain = companyDomain(domainOf(person.email));
  if ((caused?.own ?? 0) >= openPerPerson) throw invalid({ form: { key: "requests.waiting.own" } });
  if (domain && (caused?.domain ?? 0) >= openPerDomain)
    throw invalid({ form: { key: "requests.waiting.domain", params: { domain } } });
  return hold(
    fewerCases({ personId: person.id }, openPerPerson),
    ...(domain ? [fewerCases({ domain }, openPerDomain)] : []),
  );
}
