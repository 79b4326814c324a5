import type { Child } from "#db/local/child.ts";
import { localDirectory } from "#db/local/configured.ts";
import { brand } from "#src/brand/brand.ts";
import { prepareDemo } from "./demo.ts";
import { runPortal } from "./portal.ts";
import { runEveryMinute, untilHealthy } from "./routine.ts";
import { checkPort, untilStopped, welcome } from "./terminal.ts";

export type Place = { port: number; directory: string; onLost: (error: Error) => void };
type Serve = (variables: Record<string, string>) => Promise<Child>;

/** Runs the portal with this way of serving it until somebody wants it to end; then nothing of it is left. */
export async function runUntilStopped(prepareToServe: (place: Place) => Serve): Promise<never> {
  const port = Number(process.env.PORT || 8787);
  const directory = localDirectory(process.env);
  const { asked, giveUp } = untilStopped();
  let started = false;
  // What has been started by then ends with us.
  void asked.then(() => started || process.exit(130));

  try {
    await checkPort(port);
    const demo = prepareDemo(process.env);
    const env: NodeJS.ProcessEnv = { ...process.env, PORTAL_AGENTS: demo.agents };
    const serve = prepareToServe({ port, directory, onLost: giveUp });
    const portal = await runPortal({ directory, port, env, prepare: demo.prepare, serve, onLost: giveUp });
    started = true;
    try {
      await Promise.race([untilHealthy(portal.url), asked]);
      const routine = runEveryMinute(portal.url);
      console.log(
        welcome({
          portal: brand.portal,
          url: env.PORTAL_URL || `http://localhost:${port}`,
          agents: env.PORTAL_AGENTS,
          demo: await demo.description(),
        }),
      );
      await asked;
      routine.stop();
    } finally {
      await portal.stop();
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
  process.exit();
}
