import { type Due, knownDue } from "#db/queries/due.ts";
import { plusDays } from "#src/domain/calendar.ts";
import { startOfDay } from "#src/domain/day.ts";
import { limits } from "#src/domain/limits.ts";
import { digestRhythms, periodOf } from "#src/domain/reports/digest.ts";
import type { Present } from "./job.ts";

const { hour, madeUpWithin } = limits.digest;

/** The digests whose period has just begun; asked again meanwhile, each round is planned once. */
export function digestRounds(now: number, after: string, most: number, { today, settings }: Present) {
  const rounds = digestRhythms.flatMap((rhythm): Due[] => {
    const period = periodOf(rhythm, today);
    if (!period || today > plusDays(period, madeUpWithin)) return [];
    const begins = startOfDay(period, settings.timeZone)! + hour * 3_600_000;
    return now >= begins ? [{ id: rhythm, stage: period }] : [];
  });
  return knownDue(rounds, after, most);
}
