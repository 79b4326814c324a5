import { lifecycle } from "./lifecycle.ts";

/** News of somebody's access on its way to the provider's tools (README.md 2.7). */
export const provisioning = lifecycle({
  queued: { claim: "sending" },
  sending: { accept: "done", retry: "queued" },
  done: {},
});
