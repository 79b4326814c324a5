import { checkSettings } from "#src/settings/problems.ts";
import { openLocalServer } from "./server.ts";

export type ConfiguredDatabase = { url: string; authToken?: string; close: () => Promise<void> };

/** The database that the settings name: a remote one, or the local one, started for us when it does not run. */
export async function configuredDatabase(env: NodeJS.ProcessEnv = process.env): Promise<ConfiguredDatabase> {
  checkSettings(env, "database");
  if (env.DATABASE_URL) {
    return { url: env.DATABASE_URL, authToken: env.DATABASE_AUTH_TOKEN, close: async () => {} };
  }
  const { url, authToken, stop } = await openLocalServer({ directory: localDirectory(env) });
  return { url, authToken, close: stop };
}

export function localDirectory(env: NodeJS.ProcessEnv = process.env): string {
  return env.PORTAL_DB || ".data/portal";
}
