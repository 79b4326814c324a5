import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Child } from "#db/local/child.ts";
import { type LocalServer, openLocalServer } from "#db/local/server.ts";
import { migrate } from "#db/migrate.ts";
import { provisioningProblem } from "#functions/context/provisioning-settings.ts";
import { type Mailbox, startMailbox } from "./mailbox.ts";

export type Database = { url: string; authToken?: string };

export type LocalPortal = {
  url: string;
  database: Database;
  /** Null when a remote database is configured. */
  server: LocalServer | null;
  /** Null when a real provider is configured. */
  mailbox: Mailbox | null;
  worker: Child;
  stop: () => Promise<void>;
};

type Options = {
  directory: string;
  port: number;
  env: NodeJS.ProcessEnv;
  /** Between the migrations and the first request. */
  prepare?: (database: Database) => Promise<void>;
  /** Starts what answers at the port, with these settings. */
  serve: (variables: Record<string, string>) => Promise<Child>;
  onLost?: (error: Error) => void;
};

const forTheWorker = /^(PORTAL|DATABASE|RESEND|MAIL|OIDC|PROVISIONING)_/;
const notForTheWorker = ["PORTAL_DB", "PORTAL_DEMO", "PORTAL_LOCAL"];

/** Starts the database, the mailbox and the Worker, in this order; what was started is stopped when one of them fails. */
export async function runPortal({
  directory,
  port,
  env,
  prepare,
  serve,
  onLost,
}: Options): Promise<LocalPortal> {
  const problem = provisioningProblem(env.PROVISIONING_URL, env.PROVISIONING_SECRET);
  if (problem) throw new Error(problem);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (let end = stops.pop(); end; end = stops.pop()) await end();
  };
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const server = env.DATABASE_URL
      ? null
      : await openLocalServer({ directory, exclusive: true, purpose: "another portal", onLost });
    if (server) stops.push(server.stop);
    const database = {
      url: server?.url ?? env.DATABASE_URL ?? "",
      authToken: server ? undefined : env.DATABASE_AUTH_TOKEN,
    };
    await migrate(database);
    await prepare?.(database);

    const mailbox = env.RESEND_API_KEY ? null : await startMailbox();
    if (mailbox) stops.push(mailbox.stop);
    const variables = workerVariables(env, {
      PORTAL_URL: env.PORTAL_URL || `http://localhost:${port}`,
      PORTAL_SECRET: env.PORTAL_SECRET || keptSecret(directory),
      DATABASE_URL: database.url,
      ...(mailbox && {
        RESEND_API_KEY: mailbox.apiKey,
        RESEND_BASE_URL: mailbox.url,
        RESEND_WEBHOOK_SECRET: mailbox.webhookSecret,
      }),
    });
    const worker = await serve(variables);
    stops.push(() => worker.stop());

    const url = `http://127.0.0.1:${port}`;
    mailbox?.reportTo(url);
    return { url, database, server, mailbox, worker, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function workerVariables(env: NodeJS.ProcessEnv, decided: Record<string, string>): Record<string, string> {
  const given = Object.entries(env).filter(
    ([name, value]) => value && forTheWorker.test(name) && !notForTheWorker.includes(name),
  ) as [string, string][];
  return { ...Object.fromEntries(given), ...decided };
}

/** The secret of this local portal, made at the first start. */
function keptSecret(directory: string): string {
  const file = join(directory, "secret");
  try {
    return readFileSync(file, "utf8");
  } catch {
    const secret = randomBytes(32).toString("base64url");
    writeFileSync(file, secret, { mode: 0o600, flag: "wx" });
    return secret;
  }
}
