import { execFileSync, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "#functions/local/build.ts";

/** The running processes whose command line holds this text: [pid, command line]. */
export function processesWith(text: string): [number, string][] {
  return execFileSync("ps", ["-A", "-o", "pid=,stat=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, state, ...command]) => ({ pid: Number(pid), state: state ?? "", command: command.join(" ") }))
    .filter(({ state, command }) => command.includes(text) && !state.startsWith("Z"))
    .map(({ pid, command }) => [pid, command]);
}

export type Command = {
  pid: number;
  /** Everything that it has printed so far. */
  output: () => string;
  /** Resolves once it has printed this; rejects when it ends before. */
  says: (text: string, withinMs?: number) => Promise<void>;
  kill: (signal: NodeJS.Signals) => void;
  /** Its exit status, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>;
};

/** Runs one of our programs on this Node, as npm would from the project's folder. */
export function runCommand(args: string[], env: Record<string, string> = {}): Command {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += chunk));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once("close", (status, signal) => resolve(status ?? signal));
  });
  return {
    pid: child.pid ?? 0,
    output: () => printed,
    async says(text, withinMs = 20_000) {
      for (let waitedMs = 0; !printed.includes(text); waitedMs += 20) {
        const over = child.exitCode !== null || child.signalCode !== null;
        if (over || waitedMs > withinMs) throw new Error(`It never said "${text}", but:\n${printed}`);
        await sleep(20);
      }
    },
    kill: (signal) => child.kill(signal),
    ended,
  };
}
