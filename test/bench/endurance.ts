import { openModel, percentile } from "./http.ts";
import { type Figure, figure } from "./measured.ts";
import { memory } from "./process.ts";
import { startVisitors } from "./visitors.ts";

const rate = 50;

/** Fifty a second for so long, with the minute's work beside them: what is wrong, slow, or grows. */
export async function endure(minutes: number): Promise<readonly Figure[]> {
  const { portal, next } = await startVisitors();
  const told = { after: [] as number[], wrong: 0 };
  const used: number[] = [];
  for (let minute = 1; minute <= minutes; minute += 1) {
    const [answers] = await Promise.all([openModel(rate, 60, next), portal.cron()]);
    told.wrong += answers.filter(({ status }) => ![200, 302, 303].includes(status)).length;
    told.after.push(...answers.map(({ after }) => after));
    used.push(memory(portal.workerPid(), "VmRSS"));
    console.log(`minute ${minute}: ${used.at(-1)!.toFixed(0)} MB, wrong so far ${told.wrong}`);
  }
  await portal.stop();
  const settled = used[Math.floor(minutes / 6)]!;
  const during = `in ${minutes} minutes at ${rate}/s`;
  return [
    figure(`wrong answers ${during}`, told.wrong, "", { atMost: 0 }),
    figure(`95 of 100 answers ${during}`, percentile(told.after, 95), "ms", { atMost: 250 }),
    figure(`99 of 100 answers ${during}`, percentile(told.after, 99), "ms", { atMost: 500 }),
    figure("memory at the end beside that after a sixth", used.at(-1)! / settled, "", { atMost: 1.1 }),
  ];
}
