import { mustChange } from "#db/client.ts";
import { moveAccessRequest } from "#db/queries/access-request.ts";
import { isEnabled } from "#db/queries/person.ts";
import { addSeat } from "#db/queries/seat.ts";
import { endLinks } from "#db/queries/link.ts";
import { giveRole } from "#db/queries/role.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import { isUndecided } from "#src/domain/access-request.ts";
import { newId, type PersonId, type SeatId } from "#src/domain/ids.ts";
import { limits, terms } from "#src/domain/limits.ts";
import { invalid, Refusal } from "#src/domain/refusal.ts";
import type { Context } from "#functions/context/context.ts";
import type { Mail } from "#functions/emails/mail.ts";
import type { Reader } from "#functions/emails/letter.ts";
import { issueLink } from "#functions/context/links.ts";
import { endCases } from "#functions/consequences/access-request/end-cases.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { endSeat, tellAdministrators } from "#functions/consequences/seat/end.ts";
import type { Case, Consequences } from "./kinds/kind.ts";
import { overtakeVacancies } from "./overtake-vacancies.ts";

type Told = Extract<Mail, { template: "review-outcome" }>["params"];

/**
 * An agent makes somebody administrator of an organization: a seat last on its list, the role that comes with it, and
 * whatever waited for that is settled. Refuses an unknown organization and who administers it already.
 */
export function appointing(
  { review, records, agent }: Case,
  to: Reader & { readonly id: PersonId },
  outcome: Pick<Told, "outcome" | "matter"> & { readonly asked: string | null },
  context: Context,
): Consequences & { readonly organizationId: string } {
  const { now } = context;
  const [target] = records.target;
  if (!target) throw invalid({ organizationId: { key: "reviews.errors.organizationUnknown" } });
  if (review.kind !== "registration" && target.id !== review.organizationId)
    throw new Refusal("malformed", "errors.400");
  if (review.disabledAt !== null && to.id === review.personId)
    throw invalid({ form: { key: "errors.personDisabled" } });
  const { id: organizationId, name: organization } = target;
  const ends = review.kind === "reclaim";
  const listed = ends ? undefined : records.list.find(({ personId }) => personId === to.id);
  if (listed?.counts) throw invalid({ organizationId: { key: "reviews.errors.administratorAlready" } });

  const seatId = newId<SeatId>();
  const roleId = newId();
  const role = "customer-administrator";
  const held = records.held.some((one) => one.role === role && one.endedAt === null);
  const toAccept = issueLink(
    { purpose: "acceptTerms", email: to.email, subjectId: seatId, lifetime: limits.lastingLink.lifetime },
    context,
  );
  const waiting = settleRequest({ review, records, agent }, organizationId, context);
  const vacancies = overtakeVacancies(
    records.vacancies.filter(({ id }) => id !== review.id),
    context,
  );
  return {
    organizationId,
    writes: [
      ...(listed ? endSeat({ ...listed, organizationId }, context).writes : []),
      mustChange(
        addSeat(
          {
            id: seatId,
            organizationId,
            personId: to.id,
            origin: "appointment",
            originId: review.id,
            createdAt: now,
          },
          isEnabled(to.id),
        ),
      ),
      ...(held
        ? []
        : [
            giveRole({
              id: roleId,
              organizationId,
              personId: to.id,
              role,
              originId: review.id,
              createdAt: now,
            }),
          ]),
      toAccept.write,
      announceAccess({ personId: to.id, organizationId }, context),
      ...waiting.writes,
      ...vacancies.writes,
    ],
    audit: [
      ...(listed ? [{ subjectId: listed.seatId, organizationId, from: listed.origin, to: "ended" }] : []),
      { subjectId: seatId, organizationId, to: "appointment" },
      ...(held ? [] : [{ subjectId: roleId, organizationId, to: role }]),
      ...waiting.audit,
      ...vacancies.audit,
    ],
    mail: [
      {
        template: "review-outcome",
        to,
        params: { ...outcome, place: organization, reason: null, address: "portal" },
      },
      { template: "welcome", to, params: { organization } },
      { template: "customer-administrator-granted", to, params: { organization } },
      {
        template: "accept-terms",
        to,
        linkId: toAccept.id,
        params: { organization, version: terms.version, inForceOn: terms.inForceOn },
      },
      ...(ends
        ? []
        : tellAdministrators(
            records.above,
            { organization, organizationId, name: to.name || to.email, change: "appointed" },
            [to.id],
          ).mail),
    ],
  };
}

/** What the person had asked for there needs no answer any more. */
function settleRequest(
  { review, records, agent }: Pick<Case, "review" | "records" | "agent">,
  organizationId: string,
  context: Context,
): Pick<Consequences, "writes" | "audit"> {
  const [request] = records.request;
  if (!request || !isUndecided(request)) return { writes: [], audit: [] };
  const { id, state, registrationId, registrationState } = request;
  const others = records.cases.filter(({ id: one }) => one !== review.id && String(one) !== review.subjectId);
  const cases = endCases(others, "appointment", agent, context);
  const registration =
    registrationId && registrationState === "requested"
      ? { id: registrationId, state: registrationState }
      : null;
  return {
    writes: [
      mustChange(moveAccessRequest({ id, state }, "expire", { decidedAt: context.now })),
      endLinks("decideRequest", id, context.now),
      endLinks("answerQuestion", id, context.now),
      ...(registration
        ? [mustChange(moveRegistration(registration, "appoint", { changedAt: context.now }))]
        : []),
      ...cases.writes,
    ],
    audit: [
      { subjectId: id, organizationId: request.organizationId, from: state, to: "expired" },
      ...(registration
        ? [{ subjectId: registration.id, organizationId, from: registration.state, to: "administrator" }]
        : []),
      ...cases.audit,
    ],
  };
}
