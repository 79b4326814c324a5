import type { Database } from "./portal.ts";

type Demo = { prepare: (database: Database) => Promise<void>; description: () => Promise<string> };

/** The demo world, unless PORTAL_DEMO=0: loaded into an empty database, described for the terminal. */
export function prepareDemo(env: NodeJS.ProcessEnv): Demo {
  if (env.PORTAL_DEMO === "0") return { prepare: async () => {}, description: async () => "" };
  const world = import("../../db/demo/load.ts");
  return {
    prepare: async (database) => void (await (await world).loadDemoIfEmpty(database)),
    description: async () => (await world).describeDemo().join("\n"),
  };
}
