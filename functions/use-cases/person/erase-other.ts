import { addPerson, idByEmail, personByEmail } from "#db/queries/person.ts";
import { cannotBeUndone } from "#src/domain/act.ts";
import { normalizeEmail } from "#src/domain/email.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { invalid } from "#src/domain/refusal.ts";
import { command } from "#functions/command/command.ts";
import { hold, together, write } from "#functions/command/consequences.ts";
import { erase, erasureRecords } from "#functions/consequences/erase.ts";
import { agent, agentRecords, noAgent, remainsAgent } from "#functions/rights/agent.ts";
import { freshlySignedIn } from "#functions/rights/proof.ts";

/**
 * An agent erases everything that is known of an address, because its person has asked for it. Somebody who was only ever
 * named by others is made somebody for that instant, so that there is an id to put on record.
 */
export const eraseOther = command({
  action: "person.erase",
  input: ({ email = "", never }) => ({
    email: normalizeEmail(email) ?? "",
    never: never === "yes",
  }),
  load: ({ email }, context) => ({
    ...agentRecords(context),
    known: personByEmail(email),
    ...erasureRecords(idByEmail(email), email),
  }),
  allow: (actor, _, { email }, context) => {
    const person = agent(actor, context);
    freshlySignedIn(person, context);
    if (email !== person.email) noAgent(email, context);
    return person;
  },
  done: () => ({ said: { key: "data.agent.done" } }),
  decide: (by, { known: [known], ...loaded }, { email, never }, context) => {
    if (!email) throw invalid({ email: { key: "signIn.errors.emailMalformed" } });
    if (email === by.email) throw invalid({ email: { key: "data.errors.own" } });
    const { settings, newId, now } = context;
    const added = { id: newId<PersonId>(), email, language: settings.language };
    const person = known ?? { ...added, name: "" };
    return {
      next: "people/erase",
      check: {
        question: { key: "data.agent.check", params: { email } },
        loses: [],
        follows: [{ key: "data.agent.checkText" }, cannotBeUndone],
        back: "people/erase",
        confirm: { key: "data.check.confirm" },
      },
      ...together(
        hold(remainsAgent(by, context)),
        !known && write(addPerson(added, now)),
        erase({ person, actor: by.id, never, told: true }, loaded, context),
      ),
    };
  },
});
