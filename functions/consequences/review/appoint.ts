import { moveAccessRequest } from "#db/queries/access-request.ts";
import { endLinks } from "#db/queries/link.ts";
import { isEnabled } from "#db/queries/person.ts";
import { moveRegistration } from "#db/queries/registration.ts";
import { addSeat } from "#db/queries/seat.ts";
import { isUndecided } from "#src/domain/access-request.ts";
import type { OrganizationId, PersonId, SeatId } from "#src/domain/ids.ts";
import { invalid, Refusal } from "#src/domain/refusal.ts";
import {
  change,
  type Consequences,
  move,
  record,
  tell,
  together,
  write,
} from "#functions/command/consequences.ts";
import { endCases } from "#functions/consequences/access-request/end-cases.ts";
import { endSeat, tellAdministrators } from "#functions/consequences/seat/end.ts";
import { settleIn } from "#functions/consequences/seat/settle-in.ts";
import type { Context } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import type { ParamsOf } from "#functions/emails/templates.ts";
import type { Case } from "./case.ts";
import { overtakeVacancies } from "./overtake-vacancies.ts";

type Appointee = Reader & { readonly id: PersonId };

/** In the words of the message; `asked`: the organization that was asked for, which may be another one. */
type Matter = Pick<ParamsOf<"review-outcome">, "matter"> & { readonly asked: string | null };

/**
 * An agent makes somebody administrator of an organization: a seat last on its list, the role that comes with it, and
 * whatever waited for that is settled. Refuses an unknown organization and who administers it already.
 */
export function appoint(
  of: Case,
  to: Appointee,
  matter: Matter,
  context: Context,
): Consequences & { readonly organizationId: OrganizationId } {
  const { review, records, agent } = of;
  const { id: organizationId, name: organization } = targetOf(of, to);
  const replaces = review.kind === "reclaim";
  const listed = replaces ? undefined : records.list.find(({ personId }) => personId === to.id);
  if (listed?.counts) throw invalid({ organizationId: { key: "reviews.errors.administratorAlready" } });

  const seatId = context.newId<SeatId>();
  const hasRole = records.held.some((one) => one.role === "customer-administrator" && one.endedAt === null);
  const others = records.vacancies.filter(({ id }) => id !== review.id);
  return {
    organizationId,
    ...together(
      listed && endSeat(listed, context),
      addAppointedSeat({ id: seatId, organizationId, personId: to.id, originId: review.id }, context),
      tell("review-outcome", to, {
        outcome: "appointed",
        ...matter,
        place: organization,
        reason: null,
        address: "portal",
      }),
      settleIn(to, { seatId, organizationId, organization, originId: review.id, hasRole }, context),
      settleRequest({ review, records, agent }, organizationId, context),
      overtakeVacancies(others, context),
      !replaces &&
        tellAdministrators(records.above, { organization, organizationId, who: to, change: "appointed" }, [
          to.id,
        ]),
    ),
  };
}

/** The organization that the agent has chosen; refuses one that cannot be for this review, and a disabled person. */
function targetOf(
  {
    review,
    records: {
      target: [target],
    },
    fields,
  }: Case,
  to: Appointee,
) {
  const chosen = fields["organizationId"];
  // Where several may be meant, nobody is appointed for the one that was asked for because nothing was chosen.
  if (!target || (review.kind === "registration" && !chosen))
    throw invalid({ organizationId: { key: "reviews.errors.organizationUnknown" } });
  if (review.kind !== "registration" && target.id !== review.organizationId)
    throw new Refusal("malformed", "errors.400");
  if (review.disabledAt !== null && to.id === review.personId)
    throw invalid({ form: { key: "errors.personDisabled" } });
  return target;
}

function addAppointedSeat(
  seat: Pick<Parameters<typeof addSeat>[0], "id" | "organizationId" | "personId" | "originId">,
  { now }: Context,
): Consequences {
  const { id: subjectId, organizationId, personId } = seat;
  const origin = "appointment";
  return together(
    change(addSeat({ ...seat, origin, createdAt: now }, isEnabled(personId))),
    record({ subjectId, organizationId, to: origin }),
  );
}

/** What the person had asked for there needs no answer any more. */
function settleRequest(
  { review, records, agent }: Pick<Case, "review" | "records" | "agent">,
  organizationId: OrganizationId,
  context: Context,
) {
  const [request] = records.request;
  if (!request || !isUndecided(request)) return null;
  const { id, registrationId, registrationState } = request;
  const { now } = context;
  const others = records.cases.filter(({ id: one }) => one !== review.id && String(one) !== review.subjectId);
  return together(
    move(
      moveAccessRequest,
      request,
      "expire",
      { decidedAt: now },
      { organizationId: request.organizationId },
    ),
    write(endLinks("decideRequest", id, now), endLinks("answerQuestion", id, now)),
    registrationId &&
      registrationState === "requested" &&
      move(
        moveRegistration,
        { id: registrationId, state: registrationState },
        "appoint",
        { changedAt: now },
        { organizationId },
      ),
    endCases(others, "appointment", agent, context),
  );
}
