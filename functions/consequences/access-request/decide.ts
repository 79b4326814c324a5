import { and, type SQL } from "#db/builder.ts";
import { mustChange, type Write } from "#db/client.ts";
import { type AccessRequestRow, askedOf, requestById } from "#db/queries/access-request-row.ts";
import { rolesInAccount } from "#db/queries/account-role.ts";
import { virtualAccountsOf } from "#db/queries/virtual-account.ts";
import { ofRequest, standsAsRead } from "#db/queries/access-request.ts";
import { rolesOfPerson } from "#db/queries/role.ts";
import { moveAccessRequest } from "#db/queries/access-request.ts";
import { type Administrator, administratorsAt } from "#db/queries/administrator.ts";
import { openCasesOf } from "#db/queries/open-case.ts";
import { actOnLink, endLinks } from "#db/queries/link.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import { isUndecided } from "#src/domain/access-request.ts";
import { accountRoles, type Grant } from "#src/domain/account-grant.ts";
import { type Choice, chosen } from "#src/domain/decision.ts";
import { limits } from "#src/domain/limits.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { customerRoles } from "#src/domain/role.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { issueLink } from "#functions/context/links.ts";
import { chosenGrant, grantIn, placeIn } from "#functions/input/grant.ts";
import type { Accepted, Fields } from "#functions/command/command.ts";
import type { Loaded } from "#functions/command/query.ts";
import { rightToDecide } from "#functions/rights/decider.ts";
import { acceptOwed } from "#functions/consequences/seat/accept-owed.ts";
import { giveAccess } from "./give-access.ts";
import { endCases } from "./end-cases.ts";

/** All that a decision on a request looks at, to be read in one trip. */
export const decisionRecords = (id: SQL | string) => ({
  request: requestById(id),
  administrators: administratorsAt(ofRequest(id, "organization_id")),
  requesterRoles: rolesOfPerson(ofRequest(id, "requester_id")),
  parts: virtualAccountsOf(ofRequest(id, "account_id")),
  requesterHeld: rolesInAccount(ofRequest(id, "requester_id"), ofRequest(id, "account_id")),
  cases: openCasesOf(id),
});

export type DecisionRecords = Loaded<ReturnType<typeof decisionRecords>>;

/** Who decides, and on what right: an administrator's must still hold in the very statement, an agent has a review. */
export interface Decider {
  readonly person: Person;
  readonly as: "administrator" | "agent";
  /** The decider's own seats whose terms are still to be accepted. */
  readonly owes: readonly Administrator[];
}

type Outcome = Pick<Accepted, "writes" | "audit" | "mail">;

/**
 * The one decision on a request, by whoever, from wherever (src/domain/README.md 2.4): grants it with a role,
 * denies it with a reason, or asks the requester. The first decision wins; refuses what was settled meanwhile.
 */
export function decide(
  records: DecisionRecords,
  decider: Decider,
  fields: Fields,
  context: Context,
): Outcome & { readonly choice: Choice } {
  const [request] = records.request;
  if (!request) throw new Refusal("notFound", "errors.404");
  if (request.requesterId === decider.person.id) throw new Refusal("forbidden", "decision.own");
  if (!isUndecided(request)) throw settled(request);
  const inOrganization = request.organizationId !== null;
  const grant =
    !inOrganization && fields["decision"] === "approve" ? grantIn(chosenGrant(fields), records.parts) : null;
  const choice = chosen(fields, {
    roles: inOrganization ? customerRoles : accountRoles,
    reasonRequired: inOrganization,
    termsOwed: decider.owes.length > 0,
  });
  const follows =
    choice.decision === "ask"
      ? ask(records, request, choice, decider, context)
      : settle(records, request, { ...choice, grant }, decider, context);
  return { choice, ...follows };
}

/** Nobody can decide any more: says who has, what, and when. */
export function settled(request: AccessRequestRow): Refusal {
  const { state, byAgent, decidedByName, decidedAt, requesterName, placeName, role } = request;
  const agents = byAgent && (state === "approved" || state === "denied") ? "ByAgent" : "";
  return new Refusal("conflict", `decision.settled.${state}${agents}`, {
    params: {
      name: decidedByName ?? "",
      requester: requesterName,
      place: placeName,
      dateTime: decidedAt ?? 0,
      role: role ?? "",
    },
  });
}

/** Who decided, as the requester reads it; null: an agent. */
const nameOf = ({ person, as }: Decider) => (as === "agent" ? null : person.name);

/** What must hold in the very statement that decides: the decider's right, and that nothing was opened meanwhile. */
const rightOf = ({ person, as }: Decider, request: AccessRequestRow, { cases }: DecisionRecords) =>
  and(
    as === "administrator" ? rightToDecide(person.id, request) : undefined,
    standsAsRead(request.stage, cases),
  );

/** The decider's own link is used up, from wherever the decision is made. */
function useOwnLink(request: AccessRequestRow, { person }: Decider, now: number): Write[] {
  const own = askedOf(request).find(({ email, live }) => live && email === person.email);
  return own ? [mustChange(actOnLink(own.linkId, person.id, now))] : [];
}

const readerOf = (request: AccessRequestRow) => ({
  email: request.requesterEmail,
  name: request.requesterName,
  language: request.requesterLanguage,
});

function settle(
  records: DecisionRecords,
  request: AccessRequestRow,
  choice: Exclude<Choice, { decision: "ask" }> & { readonly grant: Grant | null },
  decider: Decider,
  context: Context,
): Outcome {
  const { now } = context;
  const { id, state, organizationId, registrationId } = request;
  const approved = choice.decision === "approve";
  const to = approved ? "approved" : "denied";
  const detail = approved ? { role: choice.role } : { comment: choice.comment };
  const by = { decidedAt: now, decidedBy: decider.person.id };
  const terms = acceptOwed(decider.owes, now);
  const cases = endCases(records.cases, decider.as, decider.person, context);
  const given = approved ? giveAccess(records, request, choice, context) : { writes: [], audit: [] };
  const registration = registrationId && { id: registrationId, state: "requested" as const };
  const shared = { to: readerOf(request) };
  const place = choice.grant ? placeIn(request.placeName, choice.grant, records.parts) : request.placeName;
  const told = { place, by: nameOf(decider) };
  return {
    writes: [
      mustChange(
        moveAccessRequest(
          { id, state },
          choice.decision,
          { ...by, ...detail },
          rightOf(decider, request, records),
        ),
      ),
      ...(registration
        ? [mustChange(moveRegistration(registration, choice.decision, { changedAt: now }))]
        : []),
      ...useOwnLink(request, decider, now),
      endLinks("decideRequest", id, now),
      endLinks("answerQuestion", id, now),
      ...given.writes,
      ...terms.writes,
      ...cases.writes,
    ],
    audit: [
      { subjectId: id, organizationId, from: state, to },
      ...(registration
        ? [
            {
              subjectId: registration.id,
              organizationId,
              from: "requested",
              to: approved ? "granted" : "denied",
            },
          ]
        : []),
      ...given.audit,
      ...terms.audit,
      ...cases.audit,
    ],
    mail: [
      approved
        ? { template: "access-granted", ...shared, params: { ...told, role: choice.role } }
        : { template: "access-denied", ...shared, params: { ...told, reason: choice.comment } },
    ],
  };
}

function ask(
  records: DecisionRecords,
  request: AccessRequestRow,
  { question }: Extract<Choice, { decision: "ask" }>,
  decider: Decider,
  context: Context,
): Outcome {
  const { id, state, organizationId, requesterEmail: email, placeName: place } = request;
  if (state !== "pending") throw new Refusal("conflict", "decision.alreadyAsked");
  const link = issueLink(
    { purpose: "answerQuestion", email, subjectId: id, lifetime: limits.lastingLink.lifetime },
    context,
  );
  return {
    writes: [
      mustChange(
        moveAccessRequest(
          { id, state },
          "ask",
          { question, answer: null },
          rightOf(decider, request, records),
        ),
      ),
      ...useOwnLink(request, decider, context.now),
      link.write,
    ],
    audit: [{ subjectId: id, organizationId, from: state, to: "waiting" }],
    mail: [
      {
        template: "information-asked",
        to: readerOf(request),
        linkId: link.id,
        params: { question, asker: { name: nameOf(decider), place } },
      },
    ],
  };
}
