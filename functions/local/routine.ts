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

/** Calls the scheduled work as Cloudflare's cron would; a run that is still going on is not doubled. */
export function runEveryMinute(url: string): { stop: () => void } {
  let running = false;
  const timer = setInterval(async () => {
    if (running) return;
    running = true;
    await fetch(`${url}/dev/cron`, { method: "POST" }).then(
      (answer) => answer.body?.cancel(),
      () => {},
    );
    running = false;
  }, 60_000);
  return { stop: () => clearInterval(timer) };
}
