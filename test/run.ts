import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt, root } from "#functions/local/build.ts";

const bin = (name: string) => join(root, "node_modules/.bin", name);
const results = mkdtempSync(join(tmpdir(), "passerelle-test-"));
const report = join(results, "report.json");

/** Runs a command; what it prints is shown, of a check only when it fails. */
function run(name: string, args: readonly string[], quiet = true): Promise<boolean> {
  const startedAt = Date.now();
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) =>
    child.once("close", (status) => {
      if (status !== 0) console.log(said);
      console.log(`${status === 0 ? "✓" : "✗"} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
      resolve(status === 0);
    }),
  );
}

// Two at a time: the longest on its own.
const checks = [
  [
    () => run("sentences are complete in every language", ["locales/check/check.ts"]),
    () => run("format", [bin("prettier"), "--check", "--log-level=warn", "."]),
    () => run("rings and style", [bin("eslint"), ".", "--max-warnings=0"]),
  ],
  [() => run("types", [bin("astro"), "check", "--minimumFailingSeverity", "warning"])],
];

async function inTurn(some: readonly (() => Promise<boolean>)[]): Promise<boolean> {
  let held = true;
  for (const check of some) held = (await check()) && held;
  return held;
}

async function main(): Promise<boolean> {
  if (!(await run("a browser is here", ["functions/local/browser.ts"]))) return false;
  const held = await Promise.all(checks.map(inTurn));
  if (held.includes(false)) return false;
  await ensureBuilt(() => console.log("Building the portal …"));
  const only = process.argv.slice(2);
  return run(
    "tests",
    [bin("vitest"), "run", "--reporter=default", "--reporter=json", `--outputFile=${report}`, ...only],
    false,
  );
}

const passed = await main();
const counts = read();
rmSync(results, { recursive: true, force: true });
if (counts) console.log(`\nTests: ${counts.numPassedTests} passed, ${counts.numFailedTests} failed`);
process.exit(passed && counts?.numFailedTests === 0 ? 0 : 1);

function read(): { numPassedTests: number; numFailedTests: number } | null {
  try {
    return JSON.parse(readFileSync(report, "utf8")) as { numPassedTests: number; numFailedTests: number };
  } catch {
    return null;
  }
}
