import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** Makes a directory for its owner alone, if it is not there; refuses in one sentence. */
export function makeDirectory(path: string): void {
  try {
    make(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`PORTAL_DB=${path} cannot be a directory for the database (${code}): choose another.`, {
      cause: error,
    });
  }
}

/** One by one: where nothing can be made, Node's own recursion never ends. */
function make(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (!found) make(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}
