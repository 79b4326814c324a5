import { randomInt } from "node:crypto";
import { closeSync, mkdirSync, openSync, statSync, utimesSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Below what Linux and macOS take for connections outwards, and above what services are known by. */
const [lowest, behind] = [20_000, 32_000] as const;
const tries = 100;
/** Where it stands which ports were given a moment ago, to any process of this user. */
const claims = join(tmpdir(), `passerelle-ports-${process.getuid?.() ?? "all"}`);
const claimedFor = 120_000;

/**
 * A loopback port that nobody listens on, of those that no connection outwards is given, and that nobody else was given in the last
 * two minutes: it is still free when it is used.
 */
export async function freePort(): Promise<number> {
  mkdirSync(claims, { recursive: true });
  for (let left = tries; left > 0; left -= 1) {
    const port = randomInt(lowest, behind);
    if (!claim(port)) continue;
    if (await listenOnce(port, "127.0.0.1").catch(() => null)) return port;
  }
  throw new Error(`No port is free between ${lowest} and ${behind}`);
}

/** Whether it is ours from now on: false where somebody was given it a moment ago. */
function claim(port: number): boolean {
  const file = join(claims, String(port));
  try {
    closeSync(openSync(file, "wx"));
    return true;
  } catch {
    if (Date.now() - statSync(file).mtimeMs < claimedFor) return false;
    utimesSync(file, new Date(), new Date());
    return true;
  }
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
