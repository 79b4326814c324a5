import type { Database } from "./portal.ts";

/** Hears of reviews in the demo world, unless PORTAL_AGENTS names somebody. */
const agent = "agent@ardenne.example";

type Demo = {
  agents?: string | undefined;
  prepare: (database: Database) => Promise<void>;
  description: () => Promise<string>;
};

/** The demo world, unless PORTAL_DEMO=0: loaded into an empty database, described for the terminal. */
export function prepareDemo(env: NodeJS.ProcessEnv): Demo {
  if (env.PORTAL_DEMO === "0")
    return { agents: env.PORTAL_AGENTS, prepare: async () => {}, description: async () => "" };
  const world = import("#db/demo/load.ts");
  return {
    agents: env.PORTAL_AGENTS || agent,
    prepare: async (database) => void (await (await world).loadDemoIfEmpty(database)),
    description: async () => (await world).describeDemo().join("\n"),
  };
}
