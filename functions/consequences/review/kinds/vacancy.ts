import { personOrNew } from "#functions/consequences/person.ts";
import { newAddress } from "#functions/input/address.ts";
import { appointing } from "#functions/consequences/review/appoint.ts";
import type { Deciding } from "./kind.ts";

/** An organization has people and no administrator: an agent names somebody (src/domain/README.md 2.7). */
export const vacancy: Deciding<"vacancy"> = {
  appoint: (of, context) => {
    const { email, language } = newAddress(of.fields);
    const chosen = language ?? of.agent.language ?? context.language;
    const { person, writes } = personOrNew({ email, language: chosen }, of.records.named, context);
    const outcome = { outcome: "appointed", matter: "vacancy", asked: null } as const;
    const follows = appointing(of, person, outcome, context);
    return { ...follows, writes: [...writes, ...follows.writes], personId: person.id };
  },
};
