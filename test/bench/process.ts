import { readFileSync } from "node:fs";

/** Linux counts the time of a process in hundredths of a second. */
const ticksPerMs = 0.1;

/** Milliseconds of processor that a process has used, of all its threads. */
export function processorMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const [user, system] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13)
    .map(Number);
  return (user! + system!) / ticksPerMs;
}

/** Megabytes that a process has used at most, or uses now. */
export function memory(pid: number, which: "VmHWM" | "VmRSS"): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`^${which}:\\s+(\\d+)`, "mu").exec(status)![1]) / 1024;
}
