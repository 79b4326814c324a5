import { mayHaveDemo } from "#src/settings/problems.ts";
import type { Database } from "./portal.ts";

/** Hears of reviews in the demo world, unless PORTAL_AGENTS names somebody. */
const agent = "agent@ardenne.example";

type Demo = {
  agents?: string | undefined;
  prepare: (database: Database) => Promise<void>;
  description: () => Promise<string>;
};

/** Nothing but what is there. */
export const noDemo = (env: NodeJS.ProcessEnv): Demo => ({
  agents: env.PORTAL_AGENTS,
  prepare: async () => {},
  description: async () => "",
});

/** The demo world, where there may be one: loaded into an empty database, described for the terminal. */
export function prepareDemo(env: NodeJS.ProcessEnv): Demo {
  if (!mayHaveDemo(env)) return noDemo(env);
  const world = import("#db/demo/load.ts");
  return {
    agents: env.PORTAL_AGENTS || agent,
    prepare: async (database) => void (await (await world).loadDemoIfEmpty(database)),
    description: async () => (await world).describeDemo().join("\n"),
  };
}
