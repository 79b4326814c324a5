import type { Result } from "#db/builder.ts";
import { type AccessRequestRow, type Asked, askedOf, requestById } from "#db/queries/access-request-row.ts";
import { liveLinks } from "#db/queries/link.ts";
import { isUndecided } from "#src/domain/access-request.ts";
import { masked } from "#src/domain/email.ts";
import { isKnownTo } from "#src/domain/known-name.ts";
import { hasFailed } from "#src/domain/message.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { requestTimeline } from "#src/domain/timeline.ts";
import { askerEmail, type Loaded } from "#functions/command/query.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { tokenOf } from "#functions/context/links.ts";
import { decidedByToRequester } from "#functions/standing/decision.ts";
import { reminderWait } from "#functions/standing/reminder.ts";

/** What became of the message to somebody who was asked; null: of strangers it is not told, since it tells who has come. */
function arrivalOf(
  { requesterEmail }: AccessRequestRow,
  { delivery, ...asked }: Asked,
): "arrived" | "underWay" | "notArrived" | null {
  if (!isKnownTo({ email: requesterEmail }, asked)) return null;
  if (hasFailed(delivery)) return "notArrived";
  return delivery === "delivered" ? "arrived" : "underWay";
}

/** A request as its requester may see it: the addresses of those who are asked masked. */
export function requestView(request: AccessRequestRow) {
  const asked = askedOf(request)
    .filter(({ live }) => live)
    .map((one) => ({ ...one, arrival: arrivalOf(request, one) }));
  return {
    id: request.id,
    state: request.state,
    stage: request.stage,
    place: request.placeName,
    contractNumber: request.contractNumber,
    serialNumber: request.serialNumber,
    reason: request.reason,
    role: request.role,
    /** The virtual accounts in which it was given. */
    grantedIn: JSON.parse(request.parts) as readonly string[],
    comment: request.comment,
    question: request.question,
    answer: request.answer,
    since: request.createdAt,
    decidedAt: request.decidedAt,
    decidedByName: decidedByToRequester(request),
    byAgent: request.byAgent === 1,
    /** Those who can decide by link now. */
    asked: asked.map(({ name, email, at, arrival }) => ({
      /** Of a Smart Account, whose identifier anybody can type, those who are asked stay unnamed. */
      name: request.accountId === null ? name : "",
      email: masked(email),
      at,
      arrival,
    })),
    /** Nobody who is asked can be reached. */
    unreachable: asked.length > 0 && asked.every(({ arrival }) => arrival === "notArrived"),
    open: isUndecided(request),
  };
}

/** What its requester can do about a request: answer the question, have a reminder sent. */
export function following(
  request: AccessRequestRow,
  links: Result<ReturnType<typeof liveLinks>>,
  { settings, now }: Context,
) {
  const link = links.find((one) => one.purpose === "answerQuestion" && one.subjectId === request.id);
  const token = link && tokenOf(settings.secrets, link);
  const wait = reminderWait(request, now);
  return {
    ...requestView(request),
    timeline: requestTimeline(request, now),
    answerAt: token ? `link/${token}` : null,
    remind: wait === null ? null : { sentAt: wait > 0 ? request.remindedAt : null, nextAt: now + wait },
  };
}

export type Following = ReturnType<typeof following>;

/** A request on the list of the own ones. */
export const listedOwn = (request: AccessRequestRow, now: number) => ({
  ...requestView(request),
  /** A reminder may be sent now. */
  remindable: reminderWait(request, now) === 0,
});

export type ListedOwn = ReturnType<typeof listedOwn>;

/** What the page of a request for access reads. */
export const accessRequestRecords = (id: string, context: Context) => ({
  request: requestById(id),
  links: liveLinks(askerEmail(context), context.now),
});

/** A request for access as its requester sees it; nobody else learns that it exists. */
export function accessRequestView(
  { request: [request], links }: Loaded<ReturnType<typeof accessRequestRecords>>,
  person: Person,
  context: Context,
) {
  if (request?.requesterId !== person.id) throw new Refusal("notFound", "errors.404");
  return following(request, links, context);
}
