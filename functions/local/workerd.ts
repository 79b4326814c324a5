import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { join } from "node:path";
import { type Child, keepAlive } from "#db/local/child.ts";
import { listenOnce } from "#db/local/port.ts";
import { workerConfig } from "./worker-config.ts";

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

/** Serves a build on plain workerd, on loopback only. */
export async function startWorker({
  build,
  directory,
  port,
  variables,
  onLine,
  onLost,
}: Options): Promise<Child> {
  mkdirSync(directory, { recursive: true });
  const config = join(directory, "worker.capnp");
  const hosts = (await hasIPv6(port)) ? ["127.0.0.1", "[::1]"] : ["127.0.0.1"];
  const addresses = hosts.map((host) => `${host}:${port}`);
  // Values stay in the process's environment: the file names them only.
  writeFileSync(config, workerConfig({ build, directory, variables: Object.keys(variables), addresses }));
  return keepAlive({
    name: "The Worker",
    command: createRequire(import.meta.url)("workerd").default,
    args: ["serve", config],
    env: variables,
    ready: () => listens(port),
    onLine: (line) => noise.test(line) || onLine?.(line),
    onLost,
  });
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
