import { createMiddleware } from "hono/factory";
import { limits } from "#src/domain/limits.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { translator } from "#src/i18n/translator.ts";
import { askerOf } from "#functions/context/askers.ts";
import { sha256 } from "#functions/context/secrets.ts";
import { siteOf } from "#functions/context/site.ts";
import { bearerOf } from "#functions/http/bearer.ts";
import { bringsFile } from "#functions/http/file-form.ts";
import type { Env, Exchange } from "#functions/http/exchange.ts";
import { answerProblem, isOfApi } from "#functions/http/problem.ts";
import { everybody } from "#functions/http/network.ts";
import { requestBudget, type Taken, type Wait } from "#functions/http/request-budget.ts";

const { session, key, file, network, site: ofSite, refused, remembered } = limits.requests;
const bySession = requestBudget(session, remembered);
const byKey = requestBudget(key, remembered);
const filesByPerson = requestBudget(file, remembered);
const byNetwork = requestBudget(network, remembered);
const bySite = requestBudget(ofSite, remembered);
const waiting = requestBudget(refused, 1);

/**
 * Nobody asks for more than a person can read, and nobody's requests hold up those of others: beyond a budget the answer
 * is 429 before anything is looked at (SECURITY.md 8). What a session has too much of does not count for its network.
 * Requests of this machine itself are not counted; where networks cannot be told apart, only those of sessions are.
 */
export const budget = createMiddleware<Env>(async (exchange, next) => {
  const { network: from, realNow } = exchange.var.context;
  if (from === null) return next();
  const taken: Taken[] = [];
  exchange.set("counted", taken);
  try {
    for (const [one, asker] of budgetsOf(exchange, from)) {
      const turn = one.take(asker, realNow);
      if ("wait" in turn) {
        taken.splice(0).forEach(({ undone }) => undone());
        return await refuse(exchange, turn);
      }
      taken.push(turn);
    }
    const { success = true } = (await exchange.env.REQUESTS?.limit({ key: from })) ?? {};
    if (!success) return await refuse(exchange, { wait: 1, page: true });
    return await next();
  } finally {
    taken.forEach(({ ended }) => ended());
  }
});

/** What a request is counted for, each with whoever asks; networks first: they let no more made-up keys be remembered. */
function budgetsOf(
  exchange: Exchange,
  from: string,
): (readonly [ReturnType<typeof requestBudget>, string])[] {
  const { session: presented } = exchange.var.context;
  const site = siteOf(from);
  const shared: ReturnType<typeof budgetsOf> =
    from === everybody ? [] : [[byNetwork, from], ...(site ? [[bySite, site] as const] : [])];
  const shown = isOfApi(exchange.req.path) && bearerOf(exchange);
  if (shown) return [...shared, [byKey, sha256(shown)]];
  if (typeof presented !== "object") return shared;
  const isFile = exchange.req.path.endsWith(".csv") || bringsFile(exchange);
  const files: typeof shared = isFile ? [[filesByPerson, askerOf(presented)]] : [];
  return [...shared, [bySession, presented.token], ...files];
}

/**
 * With a page at once; whoever goes on is told in short, after a pause: who asks in a loop asks once a second on each
 * connection then, and takes no time from others.
 */
async function refuse(exchange: Exchange, { wait, page }: Wait): Promise<Response> {
  if (page) throw new Refusal("throttled", "errors.tooManyRequests", { retryAfter: wait });
  const turn = waiting.take("all", exchange.var.context.realNow);
  if ("ended" in turn) {
    await new Promise((resolve) => setTimeout(resolve, refused.pause));
    turn.ended();
  }
  if (isOfApi(exchange.req.path)) {
    exchange.header("Retry-After", String(wait));
    return answerProblem(exchange, "tooManyRequests");
  }
  const text = translator(exchange.var.language)("errors.tooManyRequests.text");
  return exchange.text(text, 429, { "Retry-After": String(wait) });
}
