import { type Consequences, nothing, tell, together } from "#functions/command/consequences.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { KnownAgents } from "#functions/rights/agent.ts";

interface Told {
  readonly change: "suspended" | "restored";
  /** Who has done it. */
  readonly agent: Person;
  /** To whom. */
  readonly person: { readonly email: string };
  readonly reason: string;
}

/** What an agent does to the access of another one is told to all the rest; of anybody else they read on the person's page. */
export const tellOtherAgents = (
  known: KnownAgents,
  { change, agent, person: { email }, reason }: Told,
  { settings }: Pick<Context, "settings">,
): Consequences =>
  settings.agents.includes(email)
    ? together(
        known
          .filter((to) => to.email !== email && to.email !== agent.email)
          .map((to) => tell("agent-suspended", to, { change, email, by: agent, reason })),
      )
    : nothing;
