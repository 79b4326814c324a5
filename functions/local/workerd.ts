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
  /** Where it listens besides loopback. */
  listen?: string | undefined;
  variables: Record<string, string>;
  onLine?: (line: string) => void;
  onLost?: (error: Error) => void;
};

const noise =
  /workers\.cloudflare\.com|nodejs_compat became the default|getaddrinfo ENOTFOUND|GetAddrInfoReqWrap/;

/** Our own lines are whole; of the runtime's only what it says, for behind that stands what was sent, links with their secrets too. */
const withoutValues = (line: string) => (line.startsWith("{") ? line : line.split(";", 1)[0]!);

/** What answers at the port. */
export type Served = Child & {
  /** Has the scheduled work done, as Cloudflare's cron would. */
  runScheduled: () => Promise<void>;
};

/** Serves a build on plain workerd, on loopback only unless it is told where else. */
export async function startWorker({
  build,
  directory,
  port,
  listen,
  variables,
  onLine,
  onLost,
}: Options): Promise<Served> {
  mkdirSync(directory, { recursive: true });
  const config = join(directory, "worker.capnp");
  const hosts = withElsewhere((await hasIPv6(port)) ? ["127.0.0.1", "[::1]"] : ["127.0.0.1"], listen);
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
    onLine: (line) => noise.test(line) || onLine?.(withoutValues(line)),
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

/** An address that means all of them takes those of its kind in; `::` takes in all. */
function withElsewhere(loopback: readonly string[], listen?: string): readonly string[] {
  if (!listen) return loopback;
  const address = listen.includes(":") ? `[${listen}]` : listen;
  if (address === "[::]") return [address];
  return [
    ...loopback.filter((one) => one !== address && !(address === "0.0.0.0" && !one.startsWith("["))),
    address,
  ];
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
