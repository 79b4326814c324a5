import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "#functions/local/build.ts";

/** One part of a run: whether it held. */
export type Step = () => Promise<boolean>;

/** A program of one of our packages. */
export const bin = (name: string) => join(root, "node_modules/.bin", name);

/** Does something under a name and says how long it took; a failure is told. */
export const step =
  (name: string, act: () => Promise<string | null>): Step =>
  async () => {
    const startedAt = Date.now();
    const failure = await act().catch(String);
    if (failure) console.log(failure);
    console.log(
      `${failure === null ? "✓" : "✗"} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`,
    );
    return failure === null;
  };

/** What programs are compiled to is kept for those that a test starts again and again. */
const env = { ...process.env, NODE_COMPILE_CACHE: join(root, "node_modules/.cache/compiled") };

/** Runs one of our programs; what it prints is shown when it fails, or at once. */
export const program = (name: string, args: readonly string[], shown = false): Step =>
  step(name, async () => {
    const stream = shown ? "inherit" : "pipe";
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", stream, stream] });
    let said = "";
    for (const output of [child.stdout, child.stderr]) output?.on("data", (chunk) => (said += chunk));
    const status = await new Promise((resolve) => child.once("close", resolve));
    return status === 0 ? null : said;
  });

/** Takes steps in this order, two at a time: whether all held. */
export async function inTwoLanes(steps: readonly Step[]): Promise<boolean> {
  const waiting = [...steps];
  let held = true;
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) held = (await next()) && held;
  };
  await Promise.all([lane(), lane()]);
  return held;
}
