import { endLinks } from "#db/queries/link.ts";
import { saveAnswers, startRegistration } from "#db/queries/registration.ts";
import type { RegistrationId } from "#src/domain/ids.ts";
import { change, type Consequences, record, together, write } from "#functions/command/consequences.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Standing } from "#functions/standing/onboarding.ts";

interface Numbers {
  readonly contractNumber: string;
  readonly serialNumber: string;
}

/** A registration begins with these numbers, or goes on with them in place of others. */
export function begin(
  { draft }: Pick<Standing, "draft">,
  me: Person,
  { contractNumber, serialNumber }: Numbers,
  { now, newId }: Context,
): { readonly id: RegistrationId; readonly begun: Consequences } {
  const id = draft?.id ?? newId<RegistrationId>();
  const answers = { contractNumber, serialNumber };
  return {
    id,
    begun: together(
      draft
        ? [change(saveAnswers(id, answers, now)), write(endLinks("confirmAddress", id, now))]
        : [
            write(startRegistration({ id, personId: me.id, answers, createdAt: now })),
            record({ subjectId: id, to: "draft" }),
          ],
    ),
  };
}
