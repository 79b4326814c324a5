import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt } from "#functions/local/build.ts";
import { checks } from "./check.ts";
import { bin, inTwoLanes, program, step } from "./step.ts";

const results = mkdtempSync(join(tmpdir(), "passerelle-test-"));
const report = join(results, "report.json");

const browser = program("a browser is here", ["functions/local/browser.ts"]);
const build = step("the portal is built", () => ensureBuilt().then(() => null));
const tests = (only: readonly string[]) =>
  program(
    "tests",
    [bin("vitest"), "run", "--reporter=default", "--reporter=json", `--outputFile=${report}`, ...only],
    true,
  );

/** What is named, and nothing else; without a name everything. */
async function run(only: readonly string[]): Promise<boolean> {
  if (only.length) return tests(only)();
  return (await browser()) && (await inTwoLanes([...checks, build])) && (await tests([])());
}

const passed = await run(process.argv.slice(2));
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
