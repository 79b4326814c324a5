import { mustBe } from "#db/gate.ts";
import { hasEmailAmong, readersByEmail } from "#db/queries/person.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { asker, signedIn } from "#functions/command/query.ts";
import type { Actor, Context, Person } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";

/** Of the agents, those who have a profile: they read in its language. */
export type KnownAgents = readonly Reader[];

export const knownAgents = ({ settings }: Context) => ({ known: readersByEmail(settings.agents) });

/** Everybody who hears of reviews. */
export const agentsAmong = (emails: readonly string[], known: KnownAgents): readonly Reader[] =>
  emails.map(
    (email) => known.find((reader) => reader.email === email) ?? { email, name: "", language: null },
  );

/** What a reading for agents begins with: for anybody else, nothing behind it is carried out. */
export const agentRecords = (context: Context) => ({
  agent: mustBe(hasEmailAmong(asker(context), context.settings.agents)),
});

/** The agent who asks; nobody else learns that there are reviews. */
export function agent(actor: Actor, { settings }: Context): Person {
  const person = signedIn(actor);
  if (!settings.agents.includes(person.email)) throw new Refusal("notFound", "errors.404");
  return person;
}
