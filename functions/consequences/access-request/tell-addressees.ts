import { type AccessRequestRow, askedOf } from "#db/queries/access-request-row.ts";
import { type Consequences, tell } from "#functions/command/consequences.ts";
import { sendLink } from "#functions/consequences/link.ts";
import type { Context } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import type { ParamsOf } from "#functions/emails/templates.ts";
import { type Decider, type DeciderRecords, everyAsked, everyDecider } from "#functions/standing/deciders.ts";

type Told = "reminder-to-decide" | "answer-received";

/**
 * Tells everybody who was asked about a request and whom it would still be put to, each with the live link or a new one: strangers
 * who cannot come just now are counted as the others are, and sent nothing. When it is nobody of them any more, the first of
 * those who can decide now.
 */
export function tellAddressees<T extends Told>(
  request: AccessRequestRow,
  deciders: DeciderRecords,
  template: T,
  params: ParamsOf<T>,
  context: Context,
): readonly Consequences[] {
  const others = ({ personId }: Decider) => personId !== request.requesterId;
  const asked = askedOf(request);
  const again = everyAsked(deciders)
    .filter(others)
    .filter(({ email }) => asked.some((one) => one.email === email));
  return (again.length ? again : everyDecider(deciders).filter(others).slice(0, 1)).map(
    ({ email, name, language }) => {
      const to: Reader = { email, name, language };
      const live = asked.find((one) => one.live && one.email === email);
      return live
        ? tell(template, to, params, { linkId: live.linkId })
        : sendLink({ purpose: "decideRequest", to, subjectId: request.id }, template, params, context);
    },
  );
}
