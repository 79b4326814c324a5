import { sql } from "drizzle-orm";
import { build } from "./builder.ts";
import { type DatabaseAddress, openDatabase, Unreachable } from "./client.ts";
import { configuredDatabase } from "./local/configured.ts";

const patience = 4000;

/** Does something with the configured database; what goes wrong is said in a sentence, and the exit code is 1. */
export async function withConfiguredDatabase(
  act: (database: DatabaseAddress) => Promise<void>,
): Promise<void> {
  try {
    const database = await configuredDatabase();
    try {
      await openDatabase({ ...database, patience }).read({ answer: build.all(sql`select 1`) });
      await act(database);
    } finally {
      await database.close();
    }
  } catch (error) {
    console.error(explained(error));
    process.exitCode = 1;
  }
}

/** Where a command was called: npm changes to the folder of package.json before it runs one. */
export const calledFrom = (script: string) =>
  (process.env.npm_lifecycle_event === script && process.env.INIT_CWD) || process.cwd();

const away = "The database does not answer: look at DATABASE_URL, or at its server.";
const known: readonly (readonly [RegExp, string])[] = [
  [/no such table/u, "The database has no tables yet; run npm run db:migrate first."],
  [/HTTP status 40[13]/u, "The database refuses the token: set DATABASE_AUTH_TOKEN."],
  [
    /malformed|not a database|file is encrypted/u,
    "The database is damaged. Keep what is there for a look at it, name an empty directory by PORTAL_DB, and put the last backup into it: npm run restore -- FILE",
  ],
  [/database or disk is full|No space left|ENOSPC/u, "The disk is full: make room, then try again."],
  [/fetch failed|HTTP status/u, away],
];

/** What went wrong at the database, for people. */
export function explained(error: unknown): string {
  const all = chain(error);
  const found = known.find(([pattern]) => all.some(({ message }) => pattern.test(message)));
  if (found) return found[1];
  if (all.some((one) => one instanceof Unreachable)) return away;
  // The library puts the statement before what is wrong with it.
  return (all.find(({ message }) => !message.startsWith("Failed query")) ?? new Error(String(error))).message;
}

const chain = (error: unknown): Error[] => (error instanceof Error ? [error, ...chain(error.cause)] : []);
