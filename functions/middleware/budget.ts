import { createMiddleware } from "hono/factory";
import { limits } from "#src/domain/limits.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { translator } from "#src/i18n/translator.ts";
import type { Env, Exchange } from "#functions/http/exchange.ts";
import { everybody } from "#functions/http/network.ts";
import { requestBudget, type Wait } from "#functions/http/request-budget.ts";

const { session, network, remembered } = limits.requests;
const bySession = requestBudget(session, remembered);
const byNetwork = requestBudget(network, remembered);

/**
 * Nobody asks for more than a person can read, and nobody's requests hold up those of others: beyond a budget the answer
 * is 429 before anything is looked at (SECURITY.md 8). What a session has too much of does not count for its network.
 * Requests of this machine itself are not counted; where networks cannot be told apart, only those of sessions are.
 */
export const budget = createMiddleware<Env>(async (exchange, next) => {
  const { network: from, session: presented, realNow } = exchange.var.context;
  if (from === null) return next();
  const own = typeof presented === "object" ? bySession.take(presented.token, realNow) : free;
  if ("wait" in own) return refuse(exchange, own);
  try {
    const shared = from === everybody ? free : byNetwork.take(from, realNow);
    if ("wait" in shared) return refuse(exchange, shared);
    try {
      const { success = true } = (await exchange.env.REQUESTS?.limit({ key: from })) ?? {};
      if (!success) return refuse(exchange, { wait: 1, page: true });
      await next();
    } finally {
      shared.answered();
    }
  } finally {
    own.answered();
  }
});

const free = { answered: () => undefined };

/** With a page, or in short: whoever asks so often reads none, and a page takes time from others. */
function refuse(exchange: Exchange, { wait, page }: Wait): Response {
  if (page) throw new Refusal("throttled", "errors.tooManyRequests", { retryAfter: wait });
  const text = translator(exchange.var.language)("errors.tooManyRequests.text");
  return exchange.text(text, 429, { "Retry-After": String(wait) });
}
