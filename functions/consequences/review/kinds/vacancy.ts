import { mailboxOf } from "#src/domain/email.ts";
import { invalid } from "#src/domain/refusal.ts";
import { together, write } from "#functions/command/consequences.ts";
import { personOrNew } from "#functions/consequences/person.ts";
import { appoint } from "#functions/consequences/review/appoint.ts";
import { newAddress } from "#functions/input/address.ts";
import type { Deciding } from "./kind.ts";

/** An organization has people and no administrator: an agent names somebody, and no agent (src/domain/README.md 2.7). */
export const vacancy: Deciding<"vacancy"> = {
  appoint: (of, context) => {
    const { email, language } = newAddress(of.fields);
    if (context.settings.agents.some((one) => mailboxOf(one) === mailboxOf(email)))
      throw invalid({ email: { key: "reviews.errors.agent" } });
    const chosen = language ?? of.agent.language ?? context.language;
    const { person, writes, isDisabled } = personOrNew(
      { email, language: chosen },
      of.records.named,
      context,
    );
    if (isDisabled) throw invalid({ email: { key: "errors.personDisabled" } });
    const appointment = appoint(of, person, { matter: "vacancy", asked: null }, context);
    return { personId: person.id, ...together(write(...writes), appointment) };
  },
};
