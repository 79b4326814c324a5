import { rmSync } from "node:fs";
import { freePort } from "#db/local/port.ts";
import { ensureBuilt } from "#functions/local/build.ts";
import type { Mailbox } from "#functions/local/mailbox.ts";
import { type Database, runPortal } from "#functions/local/portal.ts";
import { untilHealthy } from "#functions/local/routine.ts";
import { startWorker } from "#functions/local/workerd.ts";
import { leaksIn } from "./log.ts";
import { temporaryDirectory, withToken } from "./database.ts";

type Options = {
  /** Settings as in README.md; nothing comes from the environment of the tests. */
  env?: Record<string, string>;
  /** Fills the migrated database before the Worker starts. */
  prepare?: (database: Database) => Promise<void>;
  /** What the Worker is told instead of the database's address: a proxy that misbehaves, for example. */
  databaseThrough?: (url: string) => string | Promise<string>;
  /** False: it is not told what became of its messages, where nothing that is tried hangs on it. */
  reports?: boolean;
};

export type TestPortal = {
  url: string;
  port: number;
  /** Where its database and its secret are. */
  directory: string;
  /** With its token. */
  databaseUrl: string;
  mailbox: Mailbox;
  /** What the Worker has printed. */
  lines: string[];
  /** Runs the scheduled work now. */
  cron: () => Promise<void>;
  /** The same, as `npm run serve` starts it. */
  runScheduled: () => Promise<void>;
  /** The process of the Worker. */
  workerPid: () => number;
  /** The process of the database. */
  databasePid: () => number;
  /** It comes back by itself; so does the database. */
  killWorker: (signal?: NodeJS.Signals) => void;
  killDatabase: (signal?: NodeJS.Signals) => void;
  /** Stops the Worker in order and starts it again, with changed settings if any are given. */
  restartWorker: (changes?: Record<string, string>) => Promise<void>;
  untilHealthy: () => Promise<void>;
  /** Starts another instance of the Worker at an address of its own, which ends with the portal. */
  beside: () => Promise<{ url: string }>;
  /** Ends it; throws when its log tells anything that it must not. */
  stop: () => Promise<void>;
};

/** The sources stay as they are while their tests run: they are looked at once. */
let built: Promise<string> | undefined;

/** The whole portal as `npm start` runs it, on free ports, with its own empty database and mailbox. */
export async function startPortal({
  env = {},
  prepare,
  databaseThrough,
  reports = true,
}: Options = {}): Promise<TestPortal> {
  const directory = temporaryDirectory();
  const lines: string[] = [];
  const [build, port] = await Promise.all([(built ??= ensureBuilt()), freePort()]);
  const url = `http://127.0.0.1:${port}`;
  let settings: Record<string, string> = {};
  const others: (() => Promise<void>)[] = [];

  const serve = async (variables: Record<string, string>) => {
    const DATABASE_URL =
      (await databaseThrough?.(variables.DATABASE_URL ?? "")) ?? variables.DATABASE_URL ?? "";
    settings = { ...variables, DATABASE_URL };
    return startWorker({ build, directory, port, variables: settings, onLine: (line) => lines.push(line) });
  };
  const portal = await runPortal({ directory, port, env: { PORTAL_URL: url, ...env }, prepare, serve });
  let { worker } = portal;
  await untilHealthy(url);
  if (!portal.mailbox || !portal.server) throw new Error("A test portal has its own mailbox and database.");
  const { mailbox, server } = portal;
  if (!reports) mailbox.reportTo(null);

  return {
    url,
    port,
    directory,
    databaseUrl: withToken(server),
    mailbox,
    lines,
    async cron() {
      const answer = await fetch(`${url}/dev/cron`, { method: "POST" });
      if (!answer.ok) throw new Error(`The scheduled work answered ${answer.status}: ${await answer.text()}`);
      await answer.body?.cancel();
    },
    runScheduled: () => worker.runScheduled(),
    workerPid: () => worker.pid(),
    databasePid: () => server.pid(),
    killWorker: (signal = "SIGKILL") => worker.kill(signal),
    killDatabase: (signal = "SIGKILL") => server.kill(signal),
    async restartWorker(changes = {}) {
      await worker.stop();
      settings = { ...settings, ...changes };
      worker = await startWorker({
        build,
        directory,
        port,
        variables: settings,
        onLine: (line) => lines.push(line),
      });
      await untilHealthy(url);
    },
    untilHealthy: () => untilHealthy(url),
    async beside() {
      const [port, directory] = [await freePort(), temporaryDirectory()];
      const url = `http://127.0.0.1:${port}`;
      const variables = { ...settings, PORTAL_URL: url };
      const other = await startWorker({
        build,
        directory,
        port,
        variables,
        onLine: (line) => lines.push(line),
      });
      others.push(async () => {
        await other.stop();
        rmSync(directory, { recursive: true, force: true });
      });
      await untilHealthy(url);
      return { url };
    },
    async stop() {
      for (const end of others) await end();
      await worker.stop();
      await portal.stop();
      rmSync(directory, { recursive: true, force: true });
      const leaks = leaksIn(lines, mailbox.accepted());
      if (leaks.length) throw new Error(`The log tells what it must not:\n${leaks.slice(0, 5).join("\n")}`);
    },
  };
}
