import type { Proxy } from "#test/helpers/proxy.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { startBare, type Trip } from "./bare.ts";
import { type Ask, ask, closedLoop, median } from "./http.ts";
import { type Figure, figure } from "./measured.ts";
import type { Page } from "./people.ts";
import { processorMs } from "./process.ts";
import { type Cost, costOf } from "./trips.ts";

const rounds = 5;
const perRound = 200;
const atOnce = 8;

export interface MeasuredPage extends Omit<Cost, "body"> {
  readonly name: string;
  readonly perSecond: number;
  /** Milliseconds of processor a page. */
  readonly workerMs: number;
  readonly databaseMs: number;
  /** Requests a second beside a bare Worker with the same trip, or beside bare Hono where there is no trip. */
  readonly besideBare: number;
}

/** What each page asks of the database: the least of three tries, since what goes on in the background passes the same way. */
export async function recordTrips(pages: readonly Page[], proxy: Proxy, url: string) {
  const costs = new Map<string, Cost>();
  for (const { name, path, cookie } of pages) {
    const tries: Cost[] = [];
    for (let round = 0; round < 3; round += 1)
      tries.push(await costOf(proxy, () => ask({ url: url + path, cookie })));
    costs.set(name, tries.toSorted((one, other) => one.trips - other.trips)[0]!);
  }
  return costs;
}

/** Each page beside the same from a bare Worker, in turns, so that whatever else the machine does meets both. */
export async function measurePages(
  pages: readonly Page[],
  costs: ReadonlyMap<string, Cost>,
  portal: TestPortal,
): Promise<readonly MeasuredPage[]> {
  const { origin, searchParams } = new URL(portal.databaseUrl);
  const trip = (body: string): Trip => ({
    address: `${origin}/v3/pipeline`,
    authorization: `Bearer ${searchParams.get("authToken")}`,
    body,
  });
  const bare = await startBare(
    Object.fromEntries([...costs].map(([name, { body }]) => [encodeURIComponent(name), trip(body)])),
  );
  const measured: MeasuredPage[] = [];
  for (const { name, path, cookie, status } of pages) {
    const { body: _, ...cost } = costs.get(name)!;
    const own: Ask = { url: portal.url + path, cookie };
    const other: Ask = {
      url: `${bare.url}/${cost.trips ? `trip/${encodeURIComponent(encodeURIComponent(name))}` : "plain"}`,
    };
    await Promise.all([
      closedLoop(perRound, atOnce, () => own, status),
      closedLoop(perRound, atOnce, () => other),
    ]);
    const taken: { own: number; bare: number; worker: number; database: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const barePerSecond = await closedLoop(perRound, atOnce, () => other);
      const before = [processorMs(portal.workerPid()), processorMs(portal.databasePid())] as const;
      const perSecond = await closedLoop(perRound, atOnce, () => own, status);
      taken.push({
        own: perSecond,
        bare: barePerSecond,
        worker: (processorMs(portal.workerPid()) - before[0]) / perRound,
        database: (processorMs(portal.databasePid()) - before[1]) / perRound,
      });
    }
    measured.push({
      name,
      ...cost,
      perSecond: median(taken.map((one) => one.own)),
      workerMs: median(taken.map(({ worker }) => worker)),
      databaseMs: median(taken.map(({ database }) => database)),
      besideBare: median(taken.map((one) => one.own / one.bare)),
    });
    const { workerMs, databaseMs, perSecond, besideBare } = measured.at(-1)!;
    console.log(
      `${name.padEnd(22)} ${cost.trips} trips ${String(cost.statements).padStart(3)} statements ${cost.sqlKb.toFixed(1).padStart(5)} KB  ` +
        `${perSecond.toFixed(0).padStart(5)}/s  Worker ${workerMs.toFixed(2)} ms  database ${databaseMs.toFixed(2)} ms  ${besideBare.toFixed(2)} of bare`,
    );
  }
  await bare.stop();
  return measured;
}

/** What is to be held of all pages together. */
export function figuresOf(pages: readonly MeasuredPage[]): readonly Figure[] {
  const withTrip = pages.filter(({ trips }) => trips);
  const without = pages.filter(({ trips }) => !trips);
  const worst = (of: readonly MeasuredPage[], value: (page: MeasuredPage) => number, most: boolean) =>
    of.toSorted((a, b) => (most ? value(b) - value(a) : value(a) - value(b)))[0]!;
  const database = worst(withTrip, (one) => one.databaseMs, true);
  const ratio = worst(withTrip, (one) => one.besideBare, false);
  const plain = worst(without, (one) => one.besideBare, false);
  return [
    figure("trips of a page, at most", Math.max(...pages.map(({ trips }) => trips)), "", { atMost: 1 }),
    figure(`database a page, median`, median(withTrip.map((one) => one.databaseMs)), "ms", { atMost: 2 }),
    figure(`database a page, at most (${database.name})`, database.databaseMs, "ms", { atMost: 2 }),
    figure(
      "beside a bare Worker with the same trip, median",
      median(withTrip.map((one) => one.besideBare)),
      "",
      {
        atLeast: 0.9,
      },
    ),
    figure(`beside a bare Worker with the same trip, at least (${ratio.name})`, ratio.besideBare, "", {
      atLeast: 0.9,
    }),
    figure(`beside bare Hono without a trip, at least (${plain.name})`, plain.besideBare, "", {
      atLeast: 0.2,
    }),
  ];
}
