import { lifecycle } from "./lifecycle.ts";

/**
 * News of somebody's access on its way to the provider's tools (README.md 2.7). `claim` takes over what another relay let
 * go of; `skip`: there is no hook to call any more.
 */
export const provisioning = lifecycle({
  queued: { claim: "sending", skip: "done" },
  sending: { claim: "sending", accept: "done", retry: "queued", skip: "done" },
  done: {},
});
