import { and, or, type SQL } from "#db/builder.ts";
import { mustBe } from "#db/gate.ts";
import { isStrongSession } from "#db/queries/identity.ts";
import { hasEmailAmong, hasPasskey, isEnabledAmong } from "#db/queries/person.ts";
import { agentReaders } from "#db/queries/review.ts";
import { limits } from "#src/domain/limits.ts";
import { forbidden, Refusal } from "#src/domain/refusal.ts";
import { asker, Elsewhere, type Loaded, signedIn } from "#functions/command/query.ts";
import { isStronglyIn } from "#functions/rights/proof.ts";
import type { Actor, Context, Person } from "#functions/context/context.ts";

/** Everybody who hears of reviews, each with how many cases of which domain they heard of just now. */
export const knownAgents = ({ settings, now }: Context) => ({
  known: agentReaders(settings.agents, now - limits.review.toldApart),
});

export type KnownAgents = Loaded<ReturnType<typeof knownAgents>>["known"];

const isAgent = (id: SQL, { settings: { agents, passkeys }, session }: Context) =>
  passkeys
    ? and(
        hasEmailAmong(id, agents),
        typeof session === "object" ? or(hasPasskey(id), isStrongSession(session.token)) : hasPasskey(id),
      )!
    : hasEmailAmong(id, agents);

/** What a reading for agents begins with: for anybody else, nothing behind it is carried out. */
export const agentRecords = (context: Context) => ({
  agent: mustBe(isAgent(asker(context), context)),
});

/** That an agent is one still, as a condition of the very write. */
export const remainsAgent = ({ id }: Person, { settings }: Context) => isEnabledAmong(id, settings.agents);

/**
 * Refuses to erase an agent: who came back would be somebody new, without the passkeys and the deeds of before, and so could
 * do alone what takes two.
 */
export function noAgent(email: string, { settings }: Context): void {
  if (settings.agents.includes(email)) throw forbidden("data.errors.agent");
}

/** The agent who asks; nobody else learns that there are reviews. */
export function agent(actor: Actor, { settings }: Context): Person {
  const person = signedIn(actor);
  if (!settings.agents.includes(person.email)) throw new Refusal("notFound", "errors.404");
  if (settings.passkeys && !person.hasPasskey && !isStronglyIn(person))
    throw new Elsewhere("profile/passkeys");
  return person;
}
