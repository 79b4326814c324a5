import { setTimeout as sleep } from "node:timers/promises";

/** Waits until the portal says that all is up. */
export async function untilHealthy(url: string, withinMs = 20_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.status === 200) return;
    if (Date.now() > deadline) throw new Error(`The portal did not become healthy: ${await answer?.text()}`);
    await sleep(25);
  }
}

/** Has the scheduled work done every minute; a run that is still going on is not doubled. */
export function everyMinute(run: () => Promise<void>): { stop: () => void } {
  let running = false;
  const timer = setInterval(async () => {
    if (running) return;
    running = true;
    // What fails in it the Worker logs; when the Worker is away, the next minute does it.
    await run().catch(() => {});
    running = false;
  }, 60_000);
  return { stop: () => clearInterval(timer) };
}
