import { requestSettledBy } from "#db/queries/access-request.ts";
import { accountAdministrators } from "#db/queries/account-role.ts";
import { administratorsAt } from "#db/queries/administrator.ts";
import { organizationById } from "#db/queries/organization.ts";
import { personByEmail } from "#db/queries/person.ts";
import { registrationById } from "#db/queries/registration.ts";
import {
  accountOfReview,
  ofReview,
  personOfReview,
  registrationOfReview,
  requestOfReview,
  reviewById,
  type ReviewRow,
} from "#db/queries/review.ts";
import { heldIn } from "#db/queries/role.ts";
import { seatList } from "#db/queries/seat-list.ts";
import { vacanciesBelow } from "#db/queries/vacancy.ts";
import { mailboxOf } from "#src/domain/email.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import {
  review as lifecycle,
  type ReviewDecision,
  reviewDecisions,
  takesAccess,
} from "#src/domain/review.ts";
import type { Loaded } from "#functions/command/query.ts";
import { oneOf, several } from "#functions/command/several.ts";
import type { Person } from "#functions/context/context.ts";
import { decisionRecords } from "./decision.ts";
import { identifierRecords } from "./identifier-evidence.ts";

/** What an agent typed, of which the rest of the reading depends. */
export interface Given {
  readonly id: string;
  /** Another organization than the one asked for. */
  readonly organizationId: OrganizationId | null;
  /** Whom to appoint where nobody asked. */
  readonly email: string;
}

/** The organization that an appointment would be for. */
export const targetOf = ({ id, organizationId }: Omit<Given, "email">) =>
  organizationId ?? ofReview(id, "organization_id");

/** All that decisions on reviews look at, whatever their kind; which it is only the database knows yet. */
export function reviewRecords(given: Given) {
  const { id, email } = given;
  const target = targetOf(given);
  const person = personOfReview(id, email);
  const registration = registrationOfReview(id);
  const request = requestOfReview(id, requestSettledBy(person, registration, target));
  return {
    review: reviewById(id),
    target: organizationById(target),
    above: administratorsAt(target),
    list: seatList(target),
    held: heldIn(person, target),
    vacancies: vacanciesBelow(target),
    registration: registrationById(registration),
    named: personByEmail(email),
    ...decisionRecords(request),
    ...identifierRecords(id),
    accountAdministrators: accountAdministrators(accountOfReview(id)),
  };
}

export type ReviewRecords = Loaded<ReturnType<typeof reviewRecords>>;

/** The same of several reviews, to be read in one trip. */
export const severalReviews = (ids: readonly string[]) =>
  several(ids.map((id) => reviewRecords({ id, organizationId: null, email: "" })));

/** What was read of one of them. */
export const recordsAmong = (loaded: Readonly<Record<string, unknown>>, at: number) =>
  oneOf<ReviewRecords>(loaded, at);

/** What a review is about, in words of the provider's own records, or the number that somebody entered; null: not known. */
export const placeOf = ({
  kind,
  contractNumber,
  organizationName,
  wanted,
  domainIdentifier,
}: Pick<ReviewRow, "kind" | "contractNumber" | "organizationName" | "wanted" | "domainIdentifier">) =>
  kind === "association" ? contractNumber : (organizationName ?? wanted ?? domainIdentifier);

/** It is about the agent's own mailbox, by whichever spelling: who asks, or who would be in charge. Of an organization without anybody in charge none is. */
export const isAbout = (
  { kind, email, authorizerEmail }: Pick<ReviewRow, "kind" | "email" | "authorizerEmail">,
  agent: Pick<Person, "email">,
) =>
  kind !== "vacancy" &&
  [email, authorizerEmail].some((one) => one !== null && mailboxOf(one) === mailboxOf(agent.email));

/** It waits, it is of a kind that can be refused, and it is not about the agent. */
export const mayRefuse = (
  review: Pick<ReviewRow, "kind" | "state" | "email" | "authorizerEmail">,
  agent: Pick<Person, "email">,
) =>
  (reviewDecisions[review.kind] as readonly ReviewDecision[]).includes("refuse") &&
  !takesAccess(review.kind) &&
  lifecycle.next(review.state, "refuse") !== null &&
  !isAbout(review, agent);
