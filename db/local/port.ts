import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below what Linux and macOS take for connections outwards, and above what services are known by. */
const [lowest, behind] = [20_000, 32_000] as const;
const tries = 100;

/**
 * A loopback port that nobody listens on, of those that no connection outwards is given: it is still free a moment later,
 * when it is used.
 */
export async function freePort(): Promise<number> {
  for (let left = tries; left > 0; left -= 1) {
    const port = await listenOnce(randomInt(lowest, behind), "127.0.0.1").catch(() => null);
    if (port !== null) return port;
  }
  throw new Error(`No port is free between ${lowest} and ${behind}`);
}

/** Whether this process could listen there; rejects with the system's error otherwise. */
export function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });
}
