import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { keepAlive } from "#db/local/child.ts";
import { root } from "./build.ts";
import { runUntilStopped } from "./run.ts";

const noise =
  /^$|workers\.cloudflare\.com|Request\.cf|GetAddrInfoReqWrap|Using secrets defined|getStaticPaths\(\)|^Possible dynamic routes|^\{"event":"(?:request|job|seal)"/;
const astro = dirname(createRequire(import.meta.url).resolve("astro/package.json"));
const { PATH, HOME, TERM } = process.env;

await runUntilStopped("start", ({ port, onLost }) => async (variables) => {
  const local = { PORTAL_LOCAL: "1", CLOUDFLARE_INCLUDE_PROCESS_ENV: "true", ASTRO_TELEMETRY_DISABLED: "1" };
  const child = await keepAlive({
    name: "Astro's dev server",
    command: process.execPath,
    args: [
      join(astro, "bin/astro.mjs"),
      "dev",
      "--root",
      root,
      "--host",
      "127.0.0.1",
      "--port",
      String(port),
    ],
    // It hands the variables of its process to the Worker.
    env: { PATH, HOME, TERM, ...variables, ...local },
    ready: async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).status === 200,
    startWithinMs: 60_000,
    onLine: (line) => noise.test(line) || console.log(line),
    onLost,
  });
  return {
    ...child,
    async runScheduled() {
      const answer = await fetch(`http://127.0.0.1:${port}/dev/cron`, { method: "POST" });
      await answer.body?.cancel();
    },
  };
});
