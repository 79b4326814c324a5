import { makeDirectory } from "#db/local/directory.ts";
import { migrateDirectory } from "./directory.ts";
import { keptSecret } from "#db/local/secret.ts";
import { type LocalServer, openLocalServer } from "#db/local/server.ts";
import { migrate } from "#db/migrate.ts";
import { onThisMachine } from "#src/settings/loopback.ts";
import { settingNames } from "#src/settings/settings.ts";
import { type Mailbox, startMailbox } from "./mailbox.ts";
import type { Served } from "./workerd.ts";

export type Database = { url: string; authToken?: string };

export type LocalPortal = {
  url: string;
  database: Database;
  /** Null when a remote database is configured. */
  server: LocalServer | null;
  /** Null when a real provider is configured. */
  mailbox: Mailbox | null;
  worker: Served;
  stop: () => Promise<void>;
};

type Options = {
  directory: string;
  port: number;
  env: NodeJS.ProcessEnv;
  /** Between the migrations and the first request. */
  prepare?: (database: Database) => Promise<void>;
  /** Starts what answers at the port, with these settings. */
  serve: (variables: Record<string, string>) => Promise<Served>;
  onLost?: (error: Error) => void;
};

const notForTheWorker: readonly string[] = ["PORT", "PORTAL_LISTEN", "PORTAL_DB", "PORTAL_DEMO"];
const forTheWorker = settingNames.filter((name) => !notForTheWorker.includes(name));

/** Starts the database, the mailbox and the Worker, in this order; what was started is stopped when one of them fails. */
export async function runPortal({
  directory,
  port,
  env,
  prepare,
  serve,
  onLost,
}: Options): Promise<LocalPortal> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (let end = stops.pop(); end; end = stops.pop()) await end();
  };
  try {
    makeDirectory(directory);
    const server = env.DATABASE_URL
      ? null
      : await openLocalServer({ directory, exclusive: true, purpose: "another portal", onLost });
    if (server) stops.push(server.stop);
    const database = {
      url: server?.url ?? env.DATABASE_URL ?? "",
      authToken: server ? server.authToken : env.DATABASE_AUTH_TOKEN,
    };
    await (server ? migrateDirectory(directory, database) : migrate(database));
    await prepare?.(database);

    const mailbox = env.RESEND_API_KEY ? null : await startMailbox();
    if (mailbox) stops.push(mailbox.stop);
    const variables = workerVariables(env, {
      PORTAL_URL: env.PORTAL_URL || `http://localhost:${port}`,
      PORTAL_SECRET: env.PORTAL_SECRET || keptSecret(directory),
      DATABASE_URL: database.url,
      DATABASE_AUTH_TOKEN: database.authToken ?? "",
      ...(mailbox && {
        RESEND_API_KEY: mailbox.apiKey,
        RESEND_BASE_URL: mailbox.url,
        RESEND_WEBHOOK_SECRET: mailbox.webhookSecret,
      }),
    });
    const worker = await serve(variables);
    stops.push(() => worker.stop());

    const url = `http://127.0.0.1:${port}`;
    // Elsewhere the portal answers at its own name only.
    if (onThisMachine(variables.PORTAL_URL ?? "")) mailbox?.reportTo(url);
    return { url, database, server, mailbox, worker, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function workerVariables(env: NodeJS.ProcessEnv, decided: Record<string, string>): Record<string, string> {
  const given = forTheWorker.map((name) => [name, env[name] ?? ""]);
  const all = { ...(Object.fromEntries(given) as Record<string, string>), ...decided };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value));
}
