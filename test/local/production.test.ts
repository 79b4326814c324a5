import { execFileSync } from "node:child_process";
import { globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ensureBuilt, root } from "#functions/local/build.ts";

const output = join(root, ".data/production");
afterAll(() => rmSync(output, { recursive: true, force: true }));

test("a production build holds nothing of the local run's own addresses", () => {
  const { PATH, HOME } = process.env;
  execFileSync(
    process.execPath,
    [join(root, "node_modules/astro/bin/astro.mjs"), "build", "--outDir", output],
    {
      cwd: root,
      env: { PATH, HOME, ASTRO_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
      stdio: "pipe",
    },
  );

  const modules = globSync("server/**/*.mjs", { cwd: output }).map((name) =>
    readFileSync(join(output, name), "utf8"),
  );
  const told = ["/mail.json", "aheadMilliseconds", "databaseRoundTrips", "npm run gallery"].filter((text) =>
    modules.some((module) => module.includes(text)),
  );

  expect(modules.length).toBeGreaterThan(10);
  expect(told).toEqual([]);
}, 180_000);

test("the local build has them, so that the test above can fail", async () => {
  const local = join(await ensureBuilt(), "server");
  const modules = globSync("**/*.mjs", { cwd: local }).map((name) => readFileSync(join(local, name), "utf8"));

  expect(modules.some((module) => module.includes("aheadMilliseconds"))).toBe(true);
}, 180_000);
