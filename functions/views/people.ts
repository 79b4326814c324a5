import { recoveryOf } from "#db/queries/recovery.ts";
import { placesOf, somebodyByEmail, suspensionsOf } from "#db/queries/suspension.ts";
import { normalizeEmail } from "#src/domain/email.ts";
import { limits } from "#src/domain/limits.ts";
import { query } from "#functions/command/query.ts";
import { agent, agentRecords } from "#functions/rights/agent.ts";

const { places: mostPlaces, suspensions: mostSuspensions } = limits.person;

/** Where agents find somebody by the whole address, see what is held where, and suspend or restore access. */
export const peopleWithAccessPage = query({
  load: ({ email }: { readonly email: string }, context) => {
    const address = normalizeEmail(email) ?? "";
    return {
      ...agentRecords(context),
      person: somebodyByEmail(address, context.realNow),
      places: placesOf(address, mostPlaces),
      suspensions: suspensionsOf(address, mostSuspensions),
      recovery: recoveryOf(address, {
        since: context.now - limits.passkey.recovery,
        agents: context.settings.agents,
      }),
    };
  },
  view: (actor, { person: [person], places, suspensions, recovery: [recovery] }, { email }, context) => {
    const own = agent(actor, context);
    return {
      sought: email,
      person: person
        ? {
            ...person,
            isOwn: person.id === own.id,
            isAgent: context.settings.agents.includes(person.email),
            places,
            suspensions,
            /** Another agent's, or one's own, word that all passkeys are lost. */
            recovery: recovery ? { ...recovery, isOwn: recovery.askedBy === own.id } : null,
          }
        : null,
    };
  },
});
