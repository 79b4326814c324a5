import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

export type ChildOptions = {
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  /** Asked again and again after each start until it answers true. */
  ready: () => Promise<boolean>;
  startWithinMs?: number;
  onLine?: (line: string) => void;
  onStart?: (pid: number) => void;
  /** Called once when it cannot be brought back after a crash. */
  onLost?: (error: Error) => void;
};

export type Child = {
  pid: () => number;
  kill: (signal: NodeJS.Signals) => void;
  stop: (graceMs?: number) => Promise<void>;
};

// The shell waits on a pipe that only we hold: when we die, in whatever way, it ends the child's whole group.
const guardian = `read -r _ && exit
kill -s TERM -- "-$1"
for try in 1 2 3 4 5 6 7 8 9 10; do kill -s 0 -- "-$1" || exit; sleep 0.3; done
kill -s KILL -- "-$1"`;

/** Starts a process, starts it again when it dies, and never leaves it behind. */
export async function keepAlive(options: ChildOptions): Promise<Child> {
  let current = launch(options);
  let stopping = false;

  async function untilReady({ process: child, recentLines }: Running): Promise<void> {
    const deadline = Date.now() + (options.startWithinMs ?? 20_000);
    while (!(await options.ready().catch(() => false))) {
      const ended = child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
      if (stopping) return;
      if (ended || Date.now() > deadline) {
        child.kill("SIGKILL");
        throw new Error(`${options.name} did not start.\n${recentLines.join("\n")}`.trim());
      }
      await sleep(10);
    }
  }

  async function bringBack(): Promise<void> {
    for (let attempt = 0; !stopping; attempt++) {
      await sleep(Math.min(attempt * 200, 2_000));
      if (stopping) return;
      current = launch(options);
      try {
        await untilReady(current);
        return watch(current);
      } catch (error) {
        if (attempt >= 5) return options.onLost?.(error as Error);
      }
    }
  }

  function watch({ ended }: Running): void {
    void ended.then(() => (stopping ? undefined : bringBack()));
  }

  await untilReady(current);
  watch(current);

  return {
    pid: () => current.process.pid ?? 0,
    kill: (signal) => signalGroup(current.process, signal),
    async stop(graceMs = 5_000) {
      stopping = true;
      signalGroup(current.process, "SIGTERM");
      const timer = setTimeout(() => signalGroup(current.process, "SIGKILL"), graceMs);
      await current.ended;
      clearTimeout(timer);
    },
  };
}

type Running = { process: ChildProcess; ended: Promise<void>; recentLines: string[] };

function launch({ command, args, env, onLine, onStart }: ChildOptions): Running {
  // Its own group: Ctrl-C in the terminal reaches only us, and we stop things in the right order.
  const child = spawn(command, args, { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const recentLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      recentLines.push(line);
      if (recentLines.length > 20) recentLines.shift();
      onLine?.(line);
    });
  }
  const release = child.pid === undefined ? () => {} : guard(child.pid);
  if (child.pid !== undefined) onStart?.(child.pid);
  const ended = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      recentLines.push(error.message);
      resolve();
    });
    child.once("exit", () => {
      release();
      resolve();
    });
  });
  return { process: child, ended, recentLines };
}

function guard(pid: number): () => void {
  const shell = spawn("sh", ["-c", guardian, "guardian", String(pid)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.stdin.on("error", () => {});
  shell.unref();
  return () => shell.stdin.end("done\n");
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}
