import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLocalServer } from "#db/local/server.ts";
import { migrate } from "#db/migrate.ts";

export type TestDatabase = {
  /** With its token. */
  url: string;
  directory: string;
  pid: () => number;
  /** It comes back by itself, on the same port. */
  kill: (signal?: NodeJS.Signals) => void;
  stop: () => Promise<void>;
};

/** A libSQL server of one's own in a temporary directory, with or without our tables. */
export async function startDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const directory = temporaryDirectory();
  const server = await openLocalServer({ directory, exclusive: true });
  const url = withToken(server);
  if (migrated) await migrate({ url });
  return {
    url,
    directory,
    pid: server.pid,
    kill: (signal = "SIGKILL") => server.kill(signal),
    async stop() {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The address of a database with what it asks for, as libSQL's clients take it. */
export const withToken = ({ url, authToken }: { url: string; authToken?: string }) =>
  `${url}?authToken=${authToken ?? ""}`;

export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), "passerelle-"));
}
