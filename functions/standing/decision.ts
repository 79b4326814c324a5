import type { SQL } from "#db/builder.ts";
import { type AccessRequestRow, askedOf, requestById } from "#db/queries/access-request-row.ts";
import { ofRequest } from "#db/queries/access-request.ts";
import { rolesInAccount } from "#db/queries/account-role.ts";
import { type Administrator, administratorsAt } from "#db/queries/administrator.ts";
import { openCasesOf } from "#db/queries/open-case.ts";
import { rolesOfPerson } from "#db/queries/role.ts";
import { virtualAccountsOf } from "#db/queries/virtual-account.ts";
import type { PageKey } from "#locales/keys.ts";
import type { Done } from "#src/domain/act.ts";
import { accessRequest as lifecycle, isUndecided } from "#src/domain/access-request.ts";
import { decisions } from "#src/domain/decision.ts";
import { masked } from "#src/domain/email.ts";
import { isErased } from "#src/domain/erased.ts";
import { areColleagues } from "#src/domain/known-name.ts";
import { terms } from "#src/domain/limits.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { requestTimeline } from "#src/domain/timeline.ts";
import { manyLines } from "#src/domain/text.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import type { Fields } from "#functions/command/command.ts";
import type { Loaded } from "#functions/command/query.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { type DeciderRecords, reachOfDecision } from "#functions/rights/decider.ts";
import type { Reach } from "#functions/rights/place.ts";
import { owedBy } from "./administrators.ts";

/** All that a decision on a request looks at, to be read in one trip. */
export const decisionRecords = (id: SQL | string) => ({
  request: requestById(id),
  administrators: administratorsAt(ofRequest(id, "organization_id")),
  requesterRoles: rolesOfPerson(ofRequest(id, "requester_id")),
  parts: virtualAccountsOf(ofRequest(id, "account_id")),
  requesterHeld: rolesInAccount(ofRequest(id, "requester_id"), { accountId: ofRequest(id, "account_id") }),
  cases: openCasesOf(id),
});

export type DecisionRecords = Loaded<ReturnType<typeof decisionRecords>>;

/** Who decides, and on what right: an administrator's must still hold in the very statement, an agent has a review. */
export interface Decider {
  readonly person: Person;
  readonly as: "administrator" | "agent";
  /** Of a Smart Account: the parts in which access is theirs to give; null: all of it. */
  readonly reach: Reach;
  /** The decider's own seats whose terms are still to be accepted. */
  readonly owes: readonly Administrator[];
  /** It is one of several decisions: an operation uses up one link at most, so the own one ends with those of others. */
  readonly amongSeveral?: boolean;
}

type Deciding = Pick<DecisionRecords, "request" | "administrators"> & DeciderRecords;

/** The asker as one who decides on a request; null for whoever holds nothing there that allows it, and on an own one. */
export const administratorIn = (
  { request: [request], administrators, ...held }: Deciding,
  person: Person,
): Decider | null => {
  if (!request || request.requesterId === person.id) return null;
  const reach = reachOfDecision(held, request);
  return reach === undefined
    ? null
    : { person, as: "administrator", reach, owes: owedBy(person.id, administrators) };
};

/** The parts of an account in which a decider can give access. */
export const partsFor = (decider: Pick<Decider, "reach"> | null, parts: DecisionRecords["parts"]) =>
  parts.filter(({ id }) => decider !== null && (decider.reach === null || decider.reach.includes(id)));

/** What a person has done about a request; `ask` where it was settled by somebody else, or not yet. */
export function ownDecision({ decidedBy, state }: AccessRequestRow, person: Pick<Person, "id">) {
  if (decidedBy !== person.id) return "ask" as const;
  return state === "approved" ? ("approve" as const) : state === "denied" ? ("deny" as const) : null;
}

/** The form says what this person has done already: sending it again is harmless (functions/README.md, Rules). */
export function isRepeated(request: AccessRequestRow, person: Person, fields: Fields) {
  const { decision, role } = fields;
  const comment = manyLines(fields["comment"] ?? "");
  if (decision !== ownDecision(request, person)) return false;
  if (decision === "approve") return role === request.role;
  return comment === ((decision === "deny" ? request.comment : request.question) ?? "");
}

/**
 * Whoever decides as the requester may know it. In a Smart Account, whose identifier anybody can type, who lets somebody in is known
 * by name from then on, and to their own company always; to others they stay the masked address that was told to have been asked.
 */
export const deciderToRequester = (
  { accountId, requesterEmail }: Pick<AccessRequestRow, "accountId" | "requesterEmail">,
  { name, email }: { readonly name: string; readonly email: string },
  letsIn: boolean,
) =>
  accountId === null || letsIn || !email || isErased(email) || areColleagues(email, requesterEmail)
    ? name
    : masked(email);

/** Whoever has decided on a request, as its requester may know it; null: nobody yet. */
export const decidedByToRequester = (request: AccessRequestRow) =>
  request.decidedByName === null
    ? null
    : deciderToRequester(
        request,
        { name: request.decidedByName, email: request.decidedByEmail ?? "" },
        request.state !== "denied",
      );

/** Nobody can decide any more: says who has, what, and when. */
export function alreadySettled(
  request: AccessRequestRow,
  decidedByName: string | null = request.decidedByName,
): Refusal {
  const { decidedAt, requesterName, placeName, role } = request;
  return new Refusal("conflict", outcomeOf(request), {
    params: {
      name: decidedByName ?? "",
      requester: requesterName,
      place: placeName,
      dateTime: decidedAt ?? 0,
      role: role ?? "",
    },
  });
}

function outcomeOf({ state, byAgent }: AccessRequestRow): PageKey {
  if (byAgent && (state === "approved" || state === "denied")) return `decision.settled.${state}ByAgent`;
  return lifecycle.isFinal(state) ? `decision.settled.${state}` : "errors.409";
}

/** Where an administrator finds a request, without language. */
export const requestAddress = ({
  id,
  organizationId,
  domainIdentifier,
}: Pick<AccessRequestRow, "id" | "organizationId" | "domainIdentifier">) =>
  organizationId === null
    ? accountAddress(domainIdentifier ?? "", `requests/${id}`)
    : organizationAddress(organizationId, `requests/${id}`);

/** A request as whoever decides on it sees it: who, what, on which proof, since when. */
export const decisionView = (
  request: AccessRequestRow,
  decider: Decider | null,
  parts: DecisionRecords["parts"],
  { now }: Pick<Context, "now">,
) => ({
  id: request.id,
  state: request.state,
  requester: {
    name: request.requesterName,
    email: request.requesterEmail,
    company: request.requesterCompany,
  },
  place: request.placeName,
  organizationId: request.organizationId,
  /** For an account: the open virtual accounts among which to choose; null for an organization. */
  parts: request.accountId === null ? null : partsFor(decider, parts).map(({ id, name }) => ({ id, name })),
  mayWhole: decider?.reach === null,
  contractNumber: request.contractNumber,
  serialNumber: request.serialNumber,
  reason: request.reason,
  question: request.question,
  answer: request.answer,
  since: request.createdAt,
  timeline: isUndecided(request) ? requestTimeline(request, now) : [],
  role: request.role,
  /** The virtual accounts in which it was given. */
  grantedIn: (JSON.parse(request.parts) as readonly string[]).filter(
    (name) => !decider?.reach || partsFor(decider, parts).some((part) => part.name === name),
  ),
  comment: request.comment,
  decidedAt: request.decidedAt,
  decidedByName: request.decidedByName,
  byAgent: request.byAgent === 1,
  asked: askedOf(request).flatMap(({ live, accepted, name, email }) =>
    live ? [(accepted && name) || (decider?.reach ? masked(email) : email)] : [],
  ),
  /** The decider must accept the terms with the decision. */
  terms: decider?.owes.length ? terms : null,
  decidable: decider !== null && isUndecided(request),
});

export type DecisionView = ReturnType<typeof decisionView>;

/** What is said to whoever has decided. */
export function decided({ requesterName, placeName }: AccessRequestRow, fields: Fields): Done | null {
  const decision = decisions.find((one) => one === fields["decision"]);
  const params = { name: requesterName, place: placeName };
  return decision ? { said: { key: `acts.decide.${decision}`, params } } : null;
}
