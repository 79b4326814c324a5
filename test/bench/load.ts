import { setTimeout as sleep } from "node:timers/promises";
import { ask, openModel, percentile, type Told } from "./http.ts";
import { type Figure, figure } from "./measured.ts";
import { memory } from "./process.ts";
import { startVisitors } from "./visitors.ts";

const seconds = 30;

const isGood = ({ status }: Told) => status === 200 || status === 303;

/** How many a second are answered as asked, and in a second, when more come than can be. */
const goodRate = (told: readonly Told[], during: number) =>
  told.filter((one) => isGood(one) && one.after < 1000).length / during;

/** What few people and many wait for, and what is left of it when more come than can be served. */
export async function measureLoad(): Promise<readonly Figure[]> {
  const { portal, people, next } = await startVisitors();
  const figures: Figure[] = [];
  const before = memory(portal.workerPid(), "VmRSS");
  for (const rate of [20, 50]) {
    const told = await openModel(rate, seconds, next);
    const after = told.map((one) => one.after);
    const wrong = told.filter(({ status }) => ![200, 302, 303].includes(status)).length;
    figures.push(
      figure(`wrong answers at ${rate}/s`, wrong, "", { atMost: 0 }),
      figure(`95 of 100 answers at ${rate}/s`, percentile(after, 95), "ms", { atMost: 250 }),
      figure(`99 of 100 answers at ${rate}/s`, percentile(after, 99), "ms", { atMost: 500 }),
    );
  }
  figures.push(figure("memory after it beside before", memory(portal.workerPid(), "VmRSS") / before, ""));
  let best = 0;
  let reached = 0;
  for (let rate = 100; rate <= 1600 && reached >= best * 0.9; rate *= 2) {
    const told = await openModel(rate, 8, next);
    reached = goodRate(told, 8);
    best = Math.max(best, reached);
    console.log(
      `${rate}/s: ${reached.toFixed(0)}/s answered, 95 of 100 after ${percentile(
        told.map(({ after }) => after),
        95,
      ).toFixed(0)} ms`,
    );
    await sleep(1000);
  }
  const twice = await openModel(Math.round(best * 2), 15, next);
  const good = twice.filter(isGood);
  const until = performance.now();
  let recovered = 0;
  for (; recovered < 10_000; recovered = performance.now() - until) {
    const { status, after } = await ask({ url: `${portal.url}/en/portal`, cookie: people[0]!.cookie });
    if (status === 200 && after < 250) break;
  }
  figures.push(
    figure("answered each second, at best", best, "/s"),
    figure("answered at twice that, beside the best", goodRate(twice, 15) / best, "", { atLeast: 0.8 }),
    figure(
      "95 of 100 of those answered",
      percentile(
        good.map(({ after }) => after),
        95,
      ),
      "ms",
      { atMost: 1000 },
    ),
    figure("well again after", recovered, "ms", { atMost: 2000 }),
  );
  await portal.stop();
  return figures;
}
