import { createMiddleware } from "hono/factory";
import { matchedRoutes } from "hono/route";
import { Refusal } from "#src/domain/refusal.ts";
import { newId } from "#src/domain/ids.ts";
import { log } from "#functions/context/log.ts";
import { tag } from "#functions/context/secrets.ts";
import type { Env, Exchange } from "#functions/http/exchange.ts";
import { tally } from "#functions/http/tally.ts";

/**
 * One line for each request that the Worker answers (SECURITY.md 10), and one more in its counters. Nothing in it was sent by anybody: of the address
 * the pattern, of the person the id, of the network a keyed hash.
 */
export const requestLog = createMiddleware<Env>(async (exchange, next) => {
  const begun = Date.now();
  const noted = {};
  exchange.set("noted", noted);
  exchange.set("requestId", requestIdOf(exchange));
  await next();
  const { req, res, var: known } = exchange;
  const method = methods.has(req.method) ? req.method : "other";
  const route = routeOf(exchange);
  const outcome = outcomeOf(exchange);
  tally({ method, route: route ?? "", outcome: outcome.outcome, status: String(res.status) });
  log({
    event: "request",
    id: known.requestId,
    method,
    route,
    ...noted,
    ...outcome,
    status: res.status,
    ms: Date.now() - begun,
    trips: known.meter?.trips,
    network: networkOf(exchange),
  });
});

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Cloudflare's own id where it has one, which its other logs know too; anybody else may write what they like there. */
function requestIdOf({ env, req }: Exchange): string {
  const ray = req.header("CF-Ray") ?? "";
  const atEdge = env.PORTAL_CLIENT_HEADER?.toLowerCase() === "cf-connecting-ip";
  return atEdge && /^[\da-f]{16}(-[A-Z]{3})?$/u.test(ray) ? ray : newId().slice(0, 8);
}

/** The address as it is declared; null where none is. What is declared for all methods is no address. */
function routeOf(exchange: Exchange): string | null {
  const declared = matchedRoutes(exchange).find(({ method }) => method !== "ALL");
  return declared ? declared.path.replace(/\{[^/{}]*\}/gu, "") : null;
}

/** What became of it: `ok`, or the kind of the refusal with the key of its sentence. */
function outcomeOf({ error, res, var: { refused } }: Exchange): { outcome: string; because?: string } {
  const why = error ?? refused;
  if (why instanceof Refusal) {
    const [field] = Object.values(why.details.fields ?? {});
    return { outcome: why.kind, because: field?.key ?? why.key };
  }
  if (typeof why === "string") return { outcome: "refused", because: why };
  if (why) return { outcome: why.name };
  return { outcome: res.status < 400 ? "ok" : "refused" };
}

function networkOf({ var: { settings, context } }: Exchange): string | null {
  const network = context?.network ?? null;
  return network && settings ? tag(settings.secrets, "network", network) : null;
}
