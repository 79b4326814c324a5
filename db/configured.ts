import { type DatabaseAddress, Unreachable } from "./client.ts";
import { configuredDatabase } from "./local/configured.ts";

/** Does something with the configured database; what goes wrong is said in a sentence, and the exit code is 1. */
export async function withConfiguredDatabase(
  act: (database: DatabaseAddress) => Promise<void>,
): Promise<void> {
  try {
    const database = await configuredDatabase();
    try {
      await act(database);
    } finally {
      await database.close();
    }
  } catch (error) {
    console.error(explained(error));
    process.exitCode = 1;
  }
}

/** What went wrong at the database, for people. */
export function explained(error: unknown): string {
  const messages = chain(error).map(({ message }) => message);
  const message = messages.at(-1) ?? String(error);
  if (chain(error).some((one) => one instanceof Unreachable)) return "The database does not answer.";
  if (messages.some((text) => /no such table/u.test(text)))
    return "The database has no tables yet; run npm run db:migrate first.";
  if (messages.some((text) => /HTTP status 40[13]|AUTH/u.test(text)))
    return "The database refuses the token: set DATABASE_AUTH_TOKEN.";
  if (messages.some((text) => /fetch failed|ECONNREFUSED|ENOTFOUND|HTTP status [45]/u.test(text)))
    return `There is no libSQL server at DATABASE_URL (${message}).`;
  return /[.:]$/u.test(message) || message.includes("\n") ? message : `${message}.`;
}

const chain = (error: unknown): Error[] => (error instanceof Error ? [error, ...chain(error.cause)] : []);
