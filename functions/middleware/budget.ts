import { createMiddleware } from "hono/factory";
import { limits } from "#src/domain/limits.ts";
import { Refusal } from "#src/domain/refusal.ts";
import type { Env } from "#functions/http/exchange.ts";
import { everybody } from "#functions/http/network.ts";
import { requestBudget } from "#functions/http/request-budget.ts";

const { session, network, remembered } = limits.requests;
const bySession = requestBudget(session, remembered);
const byNetwork = requestBudget(network, remembered);

/**
 * Nobody asks for more than a person can read, and nobody's requests hold up those of others: beyond a budget the answer
 * is 429 before anything is looked at (SECURITY.md 8). Requests of this machine itself are not counted; where networks
 * cannot be told apart, only those of each session are.
 */
export const budget = createMiddleware<Env>(async (exchange, next) => {
  const { context } = exchange.var;
  if (context.network === null) return next();
  const taken = [
    ...(context.network === everybody ? [] : [byNetwork.take(context.network, context.realNow)]),
    ...(typeof context.session === "object" ? [bySession.take(context.session.token, context.realNow)] : []),
  ];
  const wait = Math.max(...taken.map((one) => ("wait" in one ? one.wait : 0)));
  try {
    const everywhere = wait === 0 && (await exchange.env.REQUESTS?.limit({ key: context.network }));
    if (wait > 0 || (everywhere && !everywhere.success))
      throw new Refusal("throttled", "errors.tooManyRequests", { retryAfter: Math.max(wait, 1) });
    await next();
  } finally {
    for (const one of taken) if ("answered" in one) one.answered();
  }
});
