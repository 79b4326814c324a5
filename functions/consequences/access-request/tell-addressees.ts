import { type AccessRequestRow, askedOf } from "#db/queries/access-request-row.ts";
import { type Consequences, tell } from "#functions/command/consequences.ts";
import { sendLink } from "#functions/consequences/link.ts";
import type { Context } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import type { ParamsOf } from "#functions/emails/templates.ts";
import type { Decider } from "#functions/standing/deciders.ts";

type Told = "reminder-to-decide" | "answer-received";

/**
 * Tells everybody who was asked about a request and may still decide, each with the live link or a new one. When nobody
 * of them may any more, the first of those who can decide now.
 */
export function tellAddressees<T extends Told>(
  request: AccessRequestRow,
  deciders: readonly Decider[],
  template: T,
  params: ParamsOf<T>,
  context: Context,
): readonly Consequences[] {
  const others = deciders.filter(({ personId }) => personId !== request.requesterId);
  const able = [...new Map(others.map((one) => [one.email, one])).values()];
  const asked = askedOf(request);
  const again = able.filter(({ email }) => asked.some((one) => one.email === email));
  return (again.length ? again : able.slice(0, 1)).map(({ email, name, language }) => {
    const to: Reader = { email, name, language };
    const live = asked.find((one) => one.live && one.email === email);
    return live
      ? tell(template, to, params, { linkId: live.linkId })
      : sendLink({ purpose: "decideRequest", to, subjectId: request.id }, template, params, context);
  });
}
