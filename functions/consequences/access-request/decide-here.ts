import { isUndecided } from "#src/domain/access-request.ts";
import { forbidden, Refusal } from "#src/domain/refusal.ts";
import type { Fields } from "#functions/command/command.ts";
import type { Decision } from "#functions/command/decision.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { DeciderRecords } from "#functions/rights/decider.ts";
import {
  administratorIn,
  alreadySettled,
  type DecisionRecords,
  isRepeated,
} from "#functions/standing/decision.ts";
import { decide } from "./decide.ts";

/** What an attempt was about that is refused. */
export const attemptAt = ({ request: [request] }: Pick<DecisionRecords, "request">) =>
  request ? { subjectId: request.id, organizationId: request.organizationId } : null;

/** The same decision as by link, made where the place is managed or from To do; `address` gives the request's page. */
export function decideHere(
  records: DecisionRecords & DeciderRecords,
  person: Person,
  address: (requestId: string) => string,
  fields: Fields,
  context: Context,
): Decision {
  const [request] = records.request;
  if (!request) throw new Refusal("notFound", "errors.404");
  const next = address(request.id);
  if (request.state !== "pending" && isRepeated(request, person, fields)) return { next };
  if (!isUndecided(request)) throw alreadySettled(request);
  const decider = administratorIn(records, person);
  if (!decider) throw forbidden("decision.own");
  return { next, ...decide(records, decider, fields, context) };
}
