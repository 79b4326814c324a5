import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ensureBuilt } from "#functions/local/build.ts";
import { startPortal } from "#test/helpers/portal.ts";
import { ask, median } from "./http.ts";
import { type Figure, figure } from "./measured.ts";
import { processorMs } from "./process.ts";

/** What is deployed weighs, and what a Worker that has just begun takes for its first answer. */
export async function measureStart(): Promise<readonly Figure[]> {
  const build = await ensureBuilt(() => {}, "production");
  const files = globSync("server/**/*.{js,mjs}", { cwd: build }).map((name) =>
    readFileSync(join(build, name)),
  );
  const bundle = gzipSync(Buffer.concat(files)).length / 1024;
  const starts: { healthyMs: number; firstMs: number }[] = [];
  for (let round = 0; round < 5; round += 1) {
    const began = performance.now();
    const portal = await startPortal();
    const healthyMs = performance.now() - began;
    await portal.restartWorker();
    await ask({ url: `${portal.url}/en/sign-in` });
    starts.push({ healthyMs, firstMs: processorMs(portal.workerPid()) });
    await portal.stop();
  }
  return [
    figure("bundle, gzipped", bundle, "KB", { atMost: 600 }),
    figure("an empty portal is healthy after", median(starts.map(({ healthyMs }) => healthyMs)), "ms"),
    figure(
      "processor of a fresh Worker up to its first pages",
      median(starts.map(({ firstMs }) => firstMs)),
      "ms",
      {
        atMost: 150,
      },
    ),
  ];
}
