import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { takeDirectory } from "#db/local/lock.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const builds = join(root, ".data/build");
/** What a build is made from, and known by. */
export const inputs = [
  "src",
  "functions",
  "locales",
  "db",
  "public",
  "astro.config.mjs",
  "wrangler.toml",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];
const notInTheWorker = [
  "functions/cloudflare",
  "functions/local",
  "db/backup",
  "db/demo",
  "db/import",
  "db/local",
  "db/mail",
];
const kept = 4;

/** For this machine, with /dev; or for others, without. */
export type Kind = "local" | "production";

/**
 * A build of what the sources say now, made when it is not there yet: its directory, with `client` and `server`. Each
 * build has its own, so an instance that runs keeps its files; dist/ is what is deployed elsewhere.
 */
export async function ensureBuilt(onStart: () => void = () => {}, kind: Kind = "local"): Promise<string> {
  const directory = join(builds, hashOfInputs(kind));
  if (!existsSync(directory)) {
    const release = await exclusiveUse();
    try {
      if (!existsSync(directory)) {
        onStart();
        await build(directory, kind);
      }
    } finally {
      release();
    }
  }
  touch(directory);
  return directory;
}

/** It is in use, so that it is not taken for an old one; one that is not ours to touch is not ours to remove either. */
function touch(directory: string): void {
  const now = new Date();
  try {
    utimesSync(directory, now, now);
  } catch (error) {
    if (!["EPERM", "EROFS", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

async function build(directory: string, kind: Kind): Promise<void> {
  const unfinished = join(builds, "unfinished");
  rmSync(unfinished, { recursive: true, force: true });
  const astro = join(root, "node_modules/astro/bin/astro.mjs");
  const child = spawn(process.execPath, [astro, "build", "--outDir", unfinished], {
    cwd: root,
    env: {
      ...ownEnvironment(),
      PORTAL_LOCAL: kind === "local" ? "1" : "",
      ASTRO_TELEMETRY_DISABLED: "1",
      NODE_ENV: "production",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  process.once("exit", () => child.kill());
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const status = await new Promise((resolve) => child.once("close", resolve));
  if (status !== 0) throw new Error(`${said.trim()}\nThe build failed: see above.`);
  renameSync(unfinished, directory);
  removeOldBuilds();
}

/** A test runner says DEV and MODE=test in the environment, which the build would believe. */
const ownEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(DEV|PROD|SSR|MODE|BASE_URL|TEST|VITEST.*)$/u.test(name),
    ),
  );

function removeOldBuilds(): void {
  const age = (name: string) => -statSync(join(builds, name)).mtimeMs;
  const names = readdirSync(builds).filter((name) => /^[0-9a-f]{16}$/.test(name));
  for (const name of names.sort((a, b) => age(a) - age(b)).slice(kept)) {
    rmSync(join(builds, name), { recursive: true, force: true });
  }
}

async function exclusiveUse(): Promise<() => void> {
  mkdirSync(builds, { recursive: true });
  for (;;) {
    const lock = takeDirectory(builds);
    if (lock) return lock.release;
    await sleep(100);
  }
}

function hashOfInputs(kind: Kind): string {
  const hash = createHash("sha256").update(kind);
  for (const path of inputs.flatMap(filesOf).sort())
    hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest("hex").slice(0, 16);
}

function filesOf(path: string): string[] {
  if (notInTheWorker.includes(path)) return [];
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [path];
  return readdirSync(absolute).flatMap((name) => filesOf(`${path}/${name}`));
}

// For an image, which has no tools to build with.
if (import.meta.main) await ensureBuilt(() => console.log("Building the portal …"), "production");
