import { personByEmail } from "#db/queries/person.ts";
import { normalizeEmail } from "#src/domain/email.ts";
import { forbidden, invalid } from "#src/domain/refusal.ts";
import { manyLines } from "#src/domain/text.ts";
import type { Fields } from "#functions/command/command.ts";
import type { Loaded } from "#functions/command/query.ts";
import type { Actor, Context } from "#functions/context/context.ts";
import { agent, agentRecords } from "#functions/rights/agent.ts";
import { shownLately } from "#functions/rights/proof.ts";

const input = ({ email = "", comment = "" }: Fields) => ({
  email: normalizeEmail(email) ?? "",
  comment: manyLines(comment),
});

const load = ({ email }: ReturnType<typeof input>, context: Context) => ({
  ...agentRecords(context),
  person: personByEmail(email),
});

type Records = Loaded<ReturnType<typeof load>>;

/** What every verb of an agent about one person, found by address, begins with: nobody decides about oneself. */
export const aboutSomebody = {
  input,
  load,
  attempt: ({ person: [person] }: Records) => (person ? { subjectId: person.id } : null),
  allow: (actor: Actor, { person: [person] }: Records, _: unknown, context: Context) => {
    const own = agent(actor, context);
    if (!person) throw invalid({ email: { key: "people.errors.unknown" } });
    if (person.id === own.id) throw forbidden("people.errors.own");
    shownLately(own, context);
    return { agent: own, person };
  },
};
