import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "#functions/local/build.ts";
import { bin, inTwoLanes, program, type Step } from "./step.ts";

const caches = join(root, ".data/checks");
const cached = (tool: string) => [
  "--cache",
  "--cache-strategy=content",
  `--cache-location=${join(caches, tool)}`,
];

/** What needs nothing but the sources, the longest first. */
export const checks: readonly Step[] = [
  unlessUnchanged("types", program("types", [bin("astro"), "check", "--minimumFailingSeverity", "warning"])),
  program("rings and style", [bin("eslint"), ".", "--max-warnings=0", ...cached("eslint")]),
  program("format", [bin("prettier"), "--check", "--log-level=warn", ...cached("prettier"), "."]),
  program("sentences are complete in every language", ["locales/check/check.ts"]),
];

/** A check of the whole that keeps nothing of its own: it held for these sources, so it holds. */
function unlessUnchanged(name: string, check: Step): Step {
  const stamp = join(caches, name);
  return async () => {
    const sources = hashOfSources();
    if (read(stamp) === sources) {
      console.log(`✓ ${name} (unchanged)`);
      return true;
    }
    const held = await check();
    if (held) {
      mkdirSync(caches, { recursive: true });
      writeFileSync(stamp, sources);
    }
    return held;
  };
}

function hashOfSources(): string {
  const exclude = ["node_modules/**", "dist/**", ".data/**", ".astro/**", ".wrangler/**"];
  const hash = createHash("sha256");
  for (const path of globSync("**/*.{ts,mjs,astro,json}", { cwd: root, exclude }).sort())
    hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest("hex");
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

if (import.meta.main) process.exit((await inTwoLanes(checks)) ? 0 : 1);
