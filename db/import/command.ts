import { statSync } from "node:fs";
import { resolve } from "node:path";
import { calledFrom, explained } from "#db/configured.ts";
import { configuredDatabase } from "#db/local/configured.ts";
import { migrate } from "#db/migrate.ts";
import { asked } from "./arguments.ts";
import { importFiles } from "./files.ts";
import type { Tally } from "./report.ts";
import { filesIn, importDirectory, straysIn } from "./run.ts";
import { store } from "./store.ts";
import { exitCode, summary, terminalReport } from "./terminal.ts";

/** Carries out `npm run import`; the result is the exit code. */
export async function main(args: string[]): Promise<number> {
  const wanted = asked(args);
  if (typeof wanted === "string") return fail(wanted);
  const { isRehearsal, replace, report } = wanted;
  const directory = resolve(calledFrom("import"), wanted.directory);
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory())
    return fail(`${wanted.directory} is not a directory.`);
  const problem = problemOf(directory, replace);
  if (problem) return fail(`${wanted.directory} ${problem}`);

  const tallies: Tally[] = [];
  const say = () => sayAll(summary(tallies, isRehearsal));
  try {
    const database = await configuredDatabase(process.env);
    try {
      if (!process.env.DATABASE_URL && !isRehearsal) await migrate(database);
      await store(database).isReady();
      const told = terminalReport(report && resolve(calledFrom("import"), report));
      await importDirectory(directory, database, told, { isRehearsal, replace, tallies });
    } finally {
      await database.close();
    }
  } catch (error) {
    say();
    return fail(
      isRehearsal
        ? `The rehearsal stopped. ${explained(error)}\nNothing was changed.`
        : `The import stopped. ${explained(error)}\nWhat was loaded stays. Run it again: it is safe to repeat.`,
    );
  }
  say();
  return exitCode(tallies);
}

/** Why a directory cannot be loaded as it is; null: it can. Nothing of it is loaded then. */
function problemOf(directory: string, replace: ReadonlySet<string>): string | null {
  const found = filesIn(directory).map(({ name }) => name);
  const strays = straysIn(directory);
  const lacking = [...replace].filter((name) => !found.includes(name));
  const names = importFiles.map(({ name }) => name).join(", ");
  if (strays.length) return `holds ${strays.join(", ")}, which an import does not know. It knows ${names}.`;
  if (!found.length) return `has none of ${names}.`;
  if (lacking.length) return `has no ${lacking.join(", ")} to replace by.`;
  return null;
}

function sayAll(lines: readonly string[]) {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

function fail(message: string): 1 {
  process.stderr.write(`${message}\n`);
  return 1;
}
