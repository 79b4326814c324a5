import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { root } from "#functions/local/build.ts";
import { bin } from "#test/step.ts";

const times = 10;

interface Report {
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/**
 * Runs every test in its short form, or those of some files, ten times over while twice as many files run at once as there are
 * processors. Prints after each round which have failed so far, and how often; the exit status is 0 where none has.
 */
export async function tenTimes(only: readonly string[]): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), "passerelle-ten-times-"));
  const failures = new Map<string, number>();
  for (let round = 1; round <= times; round += 1) {
    const began = Date.now();
    const report = join(directory, `${round}.json`);
    await run(only, report);
    const { numTotalTests, failed } = read(report);
    for (const name of failed) failures.set(name, (failures.get(name) ?? 0) + 1);
    console.log(
      `Round ${round} of ${times}: ${numTotalTests} tests, ${failed.length} failed (${Math.round((Date.now() - began) / 1000)} s)`,
    );
    for (const [name, count] of failures) console.log(`  ${count} × ${name}`);
  }
  rmSync(directory, { recursive: true });
  return failures.size ? 1 : 0;
}

function run(only: readonly string[], report: string): Promise<unknown> {
  const workers = `--maxWorkers=${2 * availableParallelism()}`;
  const reporters = ["--reporter=json", `--outputFile=${report}`];
  const child = spawn(process.execPath, [bin("vitest"), "run", workers, ...reporters, ...only], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((resolve) => child.once("close", resolve));
}

/** A file that could not be run at all counts as one failure. */
function read(report: string) {
  const { numTotalTests, testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
  const failed = testResults.flatMap(({ name, status, assertionResults }) => {
    const place = relative(root, name);
    const tests = assertionResults
      .filter((test) => test.status === "failed")
      .map(({ fullName }) => `${place}: ${fullName}`);
    return status === "failed" && !tests.length ? [place] : tests;
  });
  return { numTotalTests, failed };
}
