import { createMiddleware } from "hono/factory";
import { openDatabase } from "#db/client.ts";
import type { Env } from "#functions/http/exchange.ts";
import { deliver } from "#functions/relays/outbox.ts";
import { callProvisioning } from "#functions/relays/provisioning.ts";

/** After the answer to a form, delivers what it put into the outbox and tells the provider's tools; what fails is swept up every minute. */
export const deliverAfterwards = createMiddleware<Env>(async (exchange, next) => {
  await next();
  const { settings, context } = exchange.var;
  const { departing = [] } = context;
  if (exchange.req.method !== "POST" || !(exchange.res.status === 303 || departing.length)) return;
  const database = openDatabase({ ...settings.database, patience: 20_000 });
  const follows = departing.map((leaving) => deliver(settings, database, Date.now(), leaving));
  if (settings.provisioning.url) follows.push(callProvisioning(settings, database));
  exchange.executionCtx.waitUntil(Promise.allSettled(follows));
});
