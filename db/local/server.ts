import { execFileSync } from "node:child_process";
import { basename, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sqldBinary } from "./binary.ts";
import { type Child, keepAlive } from "./child.ts";
import { type Credential, credentialOf } from "./credential.ts";
import { makeDirectory } from "./directory.ts";
import { acceptsWrites } from "./health.ts";
import { readRecord, takeDirectory, writeRecord } from "./lock.ts";
import { freePort } from "./port.ts";

export type LocalServer = {
  url: string;
  /** Without it the server answers nothing. */
  authToken: string;
  /** False when another process runs it; then stop() leaves it alone. */
  owned: boolean;
  pid: () => number;
  kill: (signal: NodeJS.Signals) => void;
  stop: () => Promise<void>;
};

type Options = {
  directory: string;
  /** Refuse to share the server that another process runs on this directory. */
  exclusive?: boolean;
  purpose?: string;
  onLost?: (error: Error) => void;
};

/** The libSQL server on this directory: the one that runs already, or a new one for as long as we want it. */
export async function openLocalServer(options: Options): Promise<LocalServer> {
  const directory = resolve(options.directory);
  makeDirectory(directory);
  const deadline = Date.now() + 15_000;
  for (;;) {
    const lock = takeDirectory(directory);
    if (lock) {
      try {
        return await startServer(directory, lock.release, options);
      } catch (error) {
        lock.release();
        throw error;
      }
    }
    const record = readRecord(directory);
    if (record && isAlive(record.ownerPid)) {
      if (options.exclusive) throw inUse(options.directory, record.purpose, record.ownerPid);
      const { token } = credentialOf(directory);
      if (await acceptsWrites(record.url, token, 5_000)) return shared(record.url, token, record.serverPid);
    }
    if (Date.now() > deadline) throw inUse(options.directory, "another process", record?.ownerPid);
    await sleep(50);
  }
}

async function startServer(directory: string, release: () => void, options: Options): Promise<LocalServer> {
  const data = join(directory, "libsql");
  await endOrphan(directory, data);
  const purpose = options.purpose ?? ourName();
  const credential = credentialOf(directory);
  const { url, child } = await startOnFreePort(data, credential, options.onLost, (url, serverPid) =>
    writeRecord(directory, { url, serverPid, ownerPid: process.pid, purpose }),
  );
  return {
    url,
    authToken: credential.token,
    owned: true,
    pid: child.pid,
    kill: child.kill,
    async stop() {
      // It waits for the statements that run; ended without mercy it loses nothing that it has confirmed.
      await child.stop(2_000);
      writeRecord(directory, null);
      release();
    },
  };
}

async function startOnFreePort(
  data: string,
  { key, token }: Credential,
  onLost: Options["onLost"],
  onStart: (url: string, pid: number) => void,
): Promise<{ url: string; child: Child }> {
  for (let attempt = 1; ; attempt++) {
    const address = `127.0.0.1:${await freePort()}`;
    const url = `http://${address}`;
    try {
      const child = await keepAlive({
        name: "The local database",
        command: sqldBinary(),
        // Without this interval sqld wedges under many parallel writers: its writes then hang for ever.
        args: [
          "--db-path",
          data,
          "--http-listen-addr",
          address,
          "--no-welcome",
          "--checkpoint-interval-s",
          "3600",
          "--max-concurrent-connections",
          "512",
        ],
        env: { ...process.env, RUST_LOG: "warn", SQLD_AUTH_JWT_KEY: key },
        ready: () => acceptsWrites(url, token, 2_000),
        onStart: (pid) => onStart(url, pid),
        onLost,
      });
      return { url, child };
    } catch (error) {
      if (attempt === 3 || !String(error).includes("in use")) throw error;
    }
  }
}

/** Ends a server that outlived its owner, which only its guardian's last moments allow. */
async function endOrphan(directory: string, data: string): Promise<void> {
  const pid = readRecord(directory)?.serverPid;
  if (!pid) return;
  for (let waitedMs = 0; runsOn(pid, data); waitedMs += 50) {
    if (waitedMs === 2_000) process.kill(pid, "SIGTERM");
    if (waitedMs === 6_000) process.kill(pid, "SIGKILL");
    await sleep(50);
  }
}

function ourName(): string {
  const script = process.env.npm_lifecycle_event;
  return script ? `npm run ${script}` : basename(process.argv[1] ?? "node");
}

function runsOn(pid: number, data: string): boolean {
  try {
    return execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" }).includes(
      `--db-path ${data} `,
    );
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function shared(url: string, authToken: string, pid: number): LocalServer {
  return { url, authToken, owned: false, pid: () => pid, kill: () => {}, stop: async () => {} };
}

function inUse(directory: string, purpose: string, pid: number | undefined): Error {
  return new Error(
    `The database in ${directory} is in use by ${purpose}${pid ? ` (process ${pid})` : ""}. ` +
      `Stop that first, or choose another directory: PORTAL_DB=.data/other`,
  );
}
