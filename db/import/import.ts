import { statSync } from "node:fs";
import { resolve } from "node:path";
import { explained } from "#db/configured.ts";
import { configuredDatabase } from "#db/local/configured.ts";
import { migrate } from "#db/migrate.ts";
import { importFiles } from "./files.ts";
import { exitCode, summary, type Tally, terminalReport } from "./report.ts";
import { filesIn, importDirectory } from "./run.ts";
import { store } from "./store.ts";

const names = importFiles.map(({ name }) => name).join(", ");

/** Carries out `npm run import -- DIR`; the result is the exit code. */
async function main(given: string | undefined): Promise<number> {
  if (!given) return fail(`Usage: npm run import -- DIR\nDIR holds any of ${names}.`);
  const directory = resolve(calledFrom(), given);
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory())
    return fail(`${given} is not a directory.`);
  if (!filesIn(directory).length) return fail(`${given} has none of ${names}.`);

  const tallies: Tally[] = [];
  try {
    const database = await configuredDatabase(process.env);
    try {
      if (!process.env.DATABASE_URL) await migrate(database);
      await store(database).isReady();
      await importDirectory(directory, database, terminalReport(), tallies);
    } finally {
      await database.close();
    }
  } catch (error) {
    say(summary(tallies));
    return fail(
      `The import stopped. ${explained(error)}\nWhat was loaded stays. Run it again: it is safe to repeat.`,
    );
  }
  say(summary(tallies));
  return exitCode(tallies);
}

// npm changes to the folder of package.json before it runs a command.
const calledFrom = () =>
  (process.env.npm_lifecycle_event === "import" && process.env.INIT_CWD) || process.cwd();

function say(lines: readonly string[]) {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

function fail(message: string): 1 {
  process.stderr.write(`${message}\n`);
  return 1;
}

process.exitCode = await main(process.argv[2]);
