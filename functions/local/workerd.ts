import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { join } from "node:path";
import { type Child, keepAlive } from "#db/local/child.ts";
import { freePort, listenOnce } from "#db/local/port.ts";
import { minuteKey, workerConfig } from "./worker-config.ts";

type Options = {
  build: string;
  /** Where the configuration is written. */
  directory: string;
  port: number;
  variables: Record<string, string>;
  onLine?: (line: string) => void;
  onLost?: (error: Error) => void;
};

const noise =
  /workers\.cloudflare\.com|nodejs_compat became the default|getaddrinfo ENOTFOUND|GetAddrInfoReqWrap/;

/** What answers at the port. */
export type Served = Child & {
  /** Has the scheduled work done, as Cloudflare's cron would. */
  runScheduled: () => Promise<void>;
};

/** Serves a build on plain workerd, on loopback only. */
export async function startWorker({
  build,
  directory,
  port,
  variables,
  onLine,
  onLost,
}: Options): Promise<Served> {
  mkdirSync(directory, { recursive: true });
  const config = join(directory, "worker.capnp");
  const hosts = (await hasIPv6(port)) ? ["127.0.0.1", "[::1]"] : ["127.0.0.1"];
  const addresses = hosts.map((host) => `${host}:${port}`);
  const minute = `127.0.0.1:${await freePort()}`;
  const key = randomBytes(32).toString("base64url");
  // Values stay in the process's environment: the file names them only.
  writeFileSync(
    config,
    workerConfig({ build, directory, variables: Object.keys(variables), addresses, minute }),
  );
  const child = await keepAlive({
    name: "The Worker",
    command: createRequire(import.meta.url)("workerd").default,
    args: ["serve", config],
    env: { ...variables, [minuteKey]: key },
    ready: () => listens(port),
    onLine: (line) => noise.test(line) || onLine?.(line),
    onLost,
  });
  return {
    ...child,
    async runScheduled() {
      const answer = await fetch(`http://${minute}`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}` },
      });
      await answer.body?.cancel();
    },
  };
}

async function hasIPv6(port: number): Promise<boolean> {
  return listenOnce(port, "::1").then(
    () => true,
    () => false,
  );
}

/** Knocks without asking anything, which would count as a request. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const answer = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", () => answer(true)).once("error", () => answer(false));
  });
}
