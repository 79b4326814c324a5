import { endLinks } from "#db/queries/link.ts";
import { holdDraft } from "#db/queries/registration.ts";
import { limits } from "#src/domain/limits.ts";
import { change, type Consequences, record, together, write } from "#functions/command/consequences.ts";
import { sendLink } from "#functions/consequences/link.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Standing } from "#functions/standing/onboarding.ts";

/** The draft that is to be confirmed, and what was sent for it before. */
interface Asked extends Pick<Standing, "draft"> {
  readonly confirmations: readonly { readonly id: string }[];
}

/** Sends the link that asks for the deliberate second look; it replaces an earlier one. */
export function askToConfirm(
  person: Person,
  { draft, confirmations }: Asked,
  organization: string,
  context: Context,
): Consequences {
  const { lifetime } = limits.confirmationLink;
  const { id: subjectId, state } = draft!;
  const newest = confirmations[0]?.id ?? null;
  return together(
    change(holdDraft(subjectId, "confirmAddress", newest, context.now)),
    write(endLinks("confirmAddress", subjectId, context.now)),
    record({ subjectId, from: state, to: state }),
    sendLink(
      { purpose: "confirmAddress", to: person, subjectId, lifetime },
      "confirm-address",
      { organization, hours: lifetime / 3_600_000 },
      context,
    ),
  );
}
