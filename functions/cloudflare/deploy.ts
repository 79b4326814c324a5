import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs, parseEnv } from "node:util";
import { calledFrom, explained } from "#db/configured.ts";
import { migrate, pendingMigrations } from "#db/migrate.ts";
import { ensureBuilt, root } from "#functions/local/build.ts";
import { onThisMachine } from "#src/settings/loopback.ts";
import { checkSettings, type Given } from "#src/settings/problems.ts";
import { smokeProblems } from "./smoke.ts";

const usage = `Usage: npm run deploy -- [--dry-run] [--settings FILE]
--dry-run   checks the settings, reaches the database, builds and packs, and changes nothing
--settings  the file of settings; .env.production unless another is named. It is never committed`;

/** Something is in the way; the message says what, and nothing was deployed. */
class NotDeployed extends Error {}

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Puts this version on Cloudflare; refuses with all that is in the way. A version that does not answer is taken back. */
async function deploy(file: string, isRehearsal: boolean): Promise<void> {
  const given = settingsIn(file);
  checkSettings(given, "deploy");
  const database = { url: given["DATABASE_URL"]!, authToken: given["DATABASE_AUTH_TOKEN"] };
  for (const name of ["DATABASE_URL", "DATABASE_REPLICA_URL"])
    if (!isRehearsal && onThisMachine(given[name] ?? ""))
      throw new NotDeployed(`${name} is on this machine, where Cloudflare cannot reach it.`);
  say("✓ settings");
  const pending = await pendingMigrations(database);
  say(`✓ database: ${pending ? `${pending} migrations to apply` : "up to date"}`);
  const build = await ensureBuilt(() => say("  Building …"), "production");
  say("✓ build");

  const config = join(build, "server/wrangler.json");
  const secrets = join(build, "secrets.env");
  const host = new URL(given["PORTAL_URL"]!).host;
  const args = ["deploy", "--config", config, "--secrets-file", secrets, "--domain", host];
  writeFileSync(secrets, forTheWorker(given), { mode: 0o600 });
  try {
    if (isRehearsal) {
      wrangler([...args, "--dry-run"]);
      say("✓ packed. Nothing was changed: that was all but the last.");
      return;
    }
    await migrate(database);
    wrangler([...args, "--strict", "--message", commit()]);
  } finally {
    rmSync(secrets, { force: true });
  }
  const problems = await smokeProblems(given["PORTAL_URL"]!);
  if (!problems.length) {
    say(`✓ ${given["PORTAL_URL"]!} answers`);
    return;
  }
  wrangler(["rollback", "--config", config, "--yes", "--message", "it did not answer as it must"]);
  throw new NotDeployed(`Taken back: ${problems.join(" ")}`);
}

function settingsIn(file: string): Given {
  if (!existsSync(file))
    throw new NotDeployed(`${file} is not there: copy .env.example to it and fill it in.`);
  const isTracked = spawnSync("git", ["ls-files", "--error-unmatch", file], { cwd: root }).status === 0;
  if (isTracked)
    throw new NotDeployed(
      `${file} is committed, and it holds secrets: take it out, and change each of them.`,
    );
  return parseEnv(readFileSync(file, "utf8")) as Given;
}

const forTheWorker = (given: Given) =>
  Object.entries(given)
    .filter(([name, value]) => value && name !== "PORTAL_CLIENT_HEADER")
    .map(([name, value]) => `${name}=${JSON.stringify(value)}\n`)
    .join("");

const commit = () => spawnSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" }).stdout.trim();

function wrangler(args: readonly string[]) {
  const script = join(root, "node_modules/wrangler/bin/wrangler.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
  });
  if (status !== 0) throw new NotDeployed(`${stdout}${stderr}\nwrangler ${args[0]} failed: see above.`);
}

try {
  const { values } = parseArgs({
    options: {
      "dry-run": { type: "boolean", default: false },
      settings: { type: "string", default: ".env.production" },
    },
  });
  const isRehearsal = values["dry-run"] || process.env.npm_config_dry_run === "true";
  await deploy(resolve(calledFrom("deploy"), values.settings), isRehearsal);
} catch (error) {
  const isUsage = (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
  console.error(isUsage ? usage : explained(error));
  process.exitCode = 1;
}
