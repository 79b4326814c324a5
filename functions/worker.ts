import { app } from "./app.ts";
import type { Bindings } from "./context/env.ts";
import { runScheduled } from "./jobs/scheduled.ts";

interface Execution {
  waitUntil(promise: Promise<unknown>): void;
}

export default {
  fetch: app.fetch,
  scheduled(_event: unknown, bindings: Bindings, execution: Execution) {
    execution.waitUntil(runScheduled(bindings));
  },
};
