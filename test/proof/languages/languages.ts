import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { root } from "#functions/local/build.ts";
import { addLanguages } from "./add.ts";
import type { Made } from "./made.ts";

const notCopied = /^(?:node_modules|\.data|\.astro|\.wrangler|dist)(?:\/|$)/u;

/** Runs `npm test`, or some of its files, in a copy to which these languages are added by files alone: its exit status. */
export async function testWith(languages: readonly Made[], only: readonly string[]): Promise<number> {
  const copy = mkdtempSync(join(tmpdir(), "passerelle-languages-"));
  try {
    cpSync(root, copy, { recursive: true, filter: (path) => !notCopied.test(relative(root, path)) });
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    addLanguages(join(copy, "locales"), languages);
    await run(copy, ["node_modules/prettier/bin/prettier.cjs", "--write", "--log-level=warn", "locales"]);
    return await run(copy, ["test/run.ts", ...only]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function run(cwd: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, args, { cwd, stdio: "inherit" });
  return new Promise((resolve) => child.once("close", (status) => resolve(status ?? 1)));
}
