import { type AccessRequestRow, askedOf } from "../../../db/queries/access-request.ts";
import { isUndecided } from "../../../src/domain/access-request.ts";
import { terms } from "../../../src/domain/limits.ts";
import { manyLines } from "../../../src/domain/text.ts";
import { organizationAddress } from "../../../src/i18n/organizations.ts";
import { counts } from "../../../src/domain/seat.ts";
import type { Person } from "../../context.ts";
import type { Fields } from "../command.ts";
import { owedBy } from "../seat/accept-owed.ts";
import type { Decider, DecisionRecords } from "./decide.ts";

/** The person as one who decides on a request; null without a seat in office there or above. */
export function administratorIn(
  { request: [request], administrators }: Pick<DecisionRecords, "request" | "administrators">,
  person: Person,
): Decider | null {
  const holds = administrators.some((seat) => seat.personId === person.id && counts(seat));
  return request && holds && request.requesterId !== person.id
    ? { person, as: "administrator", owes: owedBy(person.id, administrators) }
    : null;
}

/** What a person has done about a request; `ask` where it was settled by somebody else, or not yet. */
export function ownDecision({ decidedBy, state }: AccessRequestRow, person: Pick<Person, "id">) {
  if (decidedBy !== person.id) return "ask" as const;
  return state === "approved" ? ("approve" as const) : state === "denied" ? ("deny" as const) : null;
}

/** The form says what this person has done already: sending it again is harmless (contract.md, Rules). */
export function isRepeated(request: AccessRequestRow, person: Person, fields: Fields) {
  const { decision, role } = fields;
  const comment = manyLines(fields["comment"] ?? "");
  if (decision !== ownDecision(request, person)) return false;
  if (decision === "approve") return role === request.role;
  return comment === ((decision === "deny" ? request.comment : request.question) ?? "");
}

/** Where an administrator finds a request, without language. */
export const requestAddress = ({ id, organizationId }: Pick<AccessRequestRow, "id" | "organizationId">) =>
  organizationAddress(organizationId ?? "", `requests/${id}`);

/** A request as whoever decides on it sees it: who, what, on which proof, since when. */
export const decisionView = (request: AccessRequestRow, decider: Decider | null) => ({
  id: request.id,
  state: request.state,
  requester: {
    name: request.requesterName,
    email: request.requesterEmail,
    company: request.requesterCompany,
  },
  place: request.placeName,
  organizationId: request.organizationId,
  contractNumber: request.contractNumber,
  serialNumber: request.serialNumber,
  reason: request.reason,
  question: request.question,
  answer: request.answer,
  since: request.createdAt,
  role: request.role,
  comment: request.comment,
  decidedAt: request.decidedAt,
  decidedByName: request.decidedByName,
  byAgent: request.byAgent === 1,
  asked: askedOf(request).filter(({ live }) => live),
  /** The decider must accept the terms with the decision. */
  terms: decider?.owes.length ? terms : null,
  decidable: decider !== null && isUndecided(request),
});

export type DecisionView = ReturnType<typeof decisionView>;
