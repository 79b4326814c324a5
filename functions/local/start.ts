import { ensureBuilt } from "./build.ts";
import { runUntilStopped } from "./run.ts";
import { startWorker } from "./workerd.ts";

await runUntilStopped(({ port, directory, onLost }) => {
  const build = ensureBuilt(() => console.log("Building the portal …"));
  build.catch(() => {}); // told where it is awaited
  return async (variables) =>
    startWorker({ build: await build, directory, port, variables, onLine: console.error, onLost });
});
