import { writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { startDemo } from "#test/e2e/http/world.ts";
import { type Proxy, startProxy } from "#test/helpers/proxy.ts";
import { draw, files } from "./drawing.ts";
import { endure } from "./endurance.ts";
import { measureImport } from "./import.ts";
import { measureJourney } from "./journey.ts";
import { measureLoad } from "./load.ts";
import { type Figure, table } from "./measured.ts";
import { figuresOf, type MeasuredPage, measurePages, recordTrips } from "./pages.ts";
import { pagesOf } from "./people.ts";
import { measureStart } from "./start.ts";

let pages: readonly MeasuredPage[] = [];

/** The demo world: first through a proxy that counts, then without it. */
async function measureWorld(): Promise<readonly Figure[]> {
  let proxy: Proxy | undefined;
  const portal = await startDemo({ databaseThrough: async (url) => (proxy ??= await startProxy(url)).url });
  const journey = await measureJourney(portal, proxy!);
  const wanted = await pagesOf(portal);
  const costs = await recordTrips(wanted, proxy!, portal.url);
  await portal.restartWorker({ DATABASE_URL: portal.databaseUrl });
  pages = await measurePages(wanted, costs, portal);
  await portal.stop();
  await proxy!.stop();
  return [...figuresOf(pages), ...journey];
}

/** What takes long, and is measured only when it is asked for. */
const long = { tenMinutes: () => endure(10), hour: () => endure(60) };
const parts = { world: measureWorld, load: measureLoad, start: measureStart, import: measureImport };

const asked = process.argv.slice(2);
if (asked.join() === "drawing") {
  draw();
  process.exit(0);
}
const all = { ...parts, ...long };
const unknown = asked.filter((name) => !(name in all));
if (unknown.length) {
  console.error(
    `Which part? npm run bench -- ${Object.keys(all).join(" | ")} | drawing; without a name all that are short.`,
  );
  process.exit(1);
}
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(all))
  if (asked.length ? asked.includes(name) : name in parts) figures.push(...(await measure()));
console.log(`\n${table(figures)}`);
if (!asked.length) {
  writeFileSync(
    files.results,
    `${JSON.stringify(
      {
        on: new Date().toISOString().slice(0, 10),
        machine: `${availableParallelism()} × ${cpus()[0]?.model.trim()}`,
        world:
          "the demo world; 200 people under load; 1 million devices and 100,000 organizations and contracts imported",
        figures,
        pages,
      },
      null,
      2,
    )}\n`,
  );
  draw();
}
process.exit(0);
