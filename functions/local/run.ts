import { explained } from "#db/configured.ts";
import { localDirectory } from "#db/local/configured.ts";
import { brand } from "#src/brand/brand.ts";
import { checkSettings, warningsOf } from "#src/settings/problems.ts";
import { ensureBuilt } from "./build.ts";
import { noDemo, prepareDemo } from "./demo.ts";
import { runPortal } from "./portal.ts";
import { everyMinute, untilHealthy } from "./routine.ts";
import { checkPort, served, untilStopped, welcome } from "./terminal.ts";
import { type Served, startWorker } from "./workerd.ts";

/** For whoever started it, with a mailbox and a demo world; or for others, with real settings and nothing else. */
type Use = "start" | "serve";
type Place = { port: number; directory: string; onLost: (error: Error) => void };
/** What a machine reads in the log; whoever tries the portal out is shown failures only. */
const routine = /^\{"event":"(?:request|job|seal)"/u;
type Serve = (variables: Record<string, string>) => Promise<Served>;

/** Runs a build of the portal on plain workerd. */
export const runBuilt = (use: Use) =>
  runUntilStopped(use, ({ port, directory, onLost }) => {
    const kind = use === "start" ? "local" : "production";
    const build = ensureBuilt(() => console.log("Building the portal …"), kind);
    build.catch(() => {}); // told where it is awaited
    const onLine = (line: string) => (use === "start" && routine.test(line)) || console.error(line);
    return async (variables) =>
      startWorker({
        build: await build,
        directory,
        port,
        listen: process.env.PORTAL_LISTEN,
        variables,
        onLine,
        onLost,
      });
  });

/** Runs the portal with this way of serving it until somebody wants it to end; then nothing of it is left. */
export async function runUntilStopped(use: Use, prepareToServe: (place: Place) => Serve): Promise<never> {
  const { asked, giveUp } = untilStopped();
  let started = false;
  // What has been started by then ends with us.
  void asked.then(() => started || process.exit(130));

  try {
    checkSettings(process.env, use);
    const port = Number(process.env.PORT || 8787);
    const directory = localDirectory(process.env);
    await checkPort(port);
    const demo = use === "start" ? prepareDemo(process.env) : noDemo(process.env);
    const env: NodeJS.ProcessEnv = { ...process.env, PORTAL_AGENTS: demo.agents };
    const serve = prepareToServe({ port, directory, onLost: giveUp });
    const portal = await runPortal({ directory, port, env, prepare: demo.prepare, serve, onLost: giveUp });
    started = true;
    try {
      await Promise.race([untilHealthy(portal.url), asked]);
      const routine = everyMinute(portal.worker.runScheduled);
      const about = { portal: brand.portal, url: env.PORTAL_URL || `http://localhost:${port}`, port };
      console.log(
        use === "serve"
          ? served(about)
          : welcome({ ...about, agents: env.PORTAL_AGENTS, demo: await demo.description() }),
      );
      for (const warning of warningsOf(env, use)) console.error(warning);
      await asked;
      routine.stop();
    } finally {
      await portal.stop();
    }
  } catch (error) {
    console.error(explained(error));
    process.exitCode = 1;
  }
  process.exit();
}
