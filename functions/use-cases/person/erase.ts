import { command } from "#functions/command/command.ts";
import { asker, askerEmail } from "#functions/command/query.ts";
import { erase, erasing, erasureRecords } from "#functions/consequences/erase.ts";
import { noAgent } from "#functions/rights/agent.ts";
import { freshlySignedIn } from "#functions/rights/proof.ts";

/** Somebody has all own data erased, in a new session and once it is confirmed. */
export const eraseOwn = command({
  action: "person.erase",
  always: true,
  input: ({ never }) => ({ never: never === "yes" }),
  load: (_, context) => ({
    ...erasureRecords(asker(context), askerEmail(context)),
  }),
  allow: (actor, _, __, context) => {
    const person = freshlySignedIn(actor, context);
    noAgent(person.email, context);
    return person;
  },
  decide: (person, loaded, { never }, context) => ({
    next: "sign-in?erased=yes",
    check: erasing(loaded.administered, (loaded.open[0]?.roles ?? 0) > 0, "profile/data"),
    ...erase({ person, actor: person.id, never, told: true }, loaded, context),
  }),
});
