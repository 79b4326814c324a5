import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const fileIn = (directory: string) => join(directory, "secret");

/** The secret of a directory's portal, made when it is first asked for and readable by its owner alone. */
export function keptSecret(directory: string): string {
  const file = fileIn(directory);
  if (existsSync(file)) return readFileSync(file, "utf8");
  return keepSecret(directory, randomBytes(32).toString("base64url"));
}

/** The secret that a directory has; null: none was made. */
export const secretIn = (directory: string) =>
  existsSync(fileIn(directory)) ? readFileSync(fileIn(directory), "utf8") : null;

/** Gives a directory its secret; refuses where there is one. */
export function keepSecret(directory: string, secret: string): string {
  writeFileSync(fileIn(directory), secret, { mode: 0o600, flag: "wx" });
  return secret;
}
