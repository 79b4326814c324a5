import { createMiddleware } from "hono/factory";
import { limits } from "#src/domain/limits.ts";
import { isLoopback } from "#src/settings/loopback.ts";
import type { Settings } from "#functions/context/env.ts";
import type { Env } from "#functions/http/exchange.ts";
import { bringsFile } from "#functions/http/file-form.ts";
import { Unacceptable } from "#functions/http/unacceptable.ts";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);
const readable = /^(application\/x-www-form-urlencoded|application\/json)\s*(;|$)/iu;

/** What is proved by a signature, a key or a secret in its address: it comes without origin and session, and says what it takes. */
const fromAnywhere = /^\/(?:webhooks|collect|unsubscribe|api)\//u;

const ofTheLocalRun = /^\/dev(?:\/|$)/u;

/** Hosts, addresses, origins, sizes and formats, in this order (functions/README.md, Rules; SECURITY.md 8). */
export const guards = createMiddleware<Env>(async (exchange, next) => {
  // The path as the router reads it: one that is written otherwise is the same address.
  const { method, path, raw } = exchange.req;
  const { settings } = exchange.var;
  const { pathname, host } = new URL(raw.url);
  if (!isOurs(host, path, settings)) throw new Unacceptable(421);
  if (!decodes(pathname)) throw new Unacceptable(404);
  const local = ofTheLocalRun.test(path);
  if (local && !(LOCAL && settings.local && !wasForwarded(raw))) throw new Unacceptable(404);
  if (local && !safe.has(method) && fromElsewhere(raw, settings)) throw new Unacceptable(403);
  if (!safe.has(method) && !local && !fromAnywhere.test(path)) {
    const sameSite = raw.headers.get("Sec-Fetch-Site");
    const own = sameSite === "same-origin" || raw.headers.get("Origin") === settings.url;
    if (!own) throw new Unacceptable(403);
    // How large a file may be says whoever reads it.
    if (bringsFile(exchange)) return next();
    const format = raw.headers.get("Content-Type");
    if (Number(raw.headers.get("Content-Length") ?? 0) > limits.body) throw new Unacceptable(413);
    if (format !== null ? !readable.test(format) : raw.body !== null) throw new Unacceptable(415);
  }
  await next();
});

/** What watches over the portal may ask by number. */
const forMonitoring = ["/healthz", "/metrics"];

const ipAddress = /^(\d+(\.\d+){3}|\[[\da-f:.]+\])$/u;

/**
 * Whether the portal answers at this host: no other name may lead to it, be it a second one of the platform's or one that
 * a foreign page gave to this machine. What watches over it may ask for its health by number.
 */
function isOurs(host: string, path: string, { url, local }: Settings): boolean {
  const asked = `${new URL(url).protocol}//${host}`;
  if (!URL.canParse(asked)) return false;
  const { origin, hostname } = new URL(asked);
  if (origin === url || (local && isLoopback(hostname))) return true;
  return forMonitoring.includes(path) && (isLoopback(hostname) || ipAddress.test(hostname));
}

const proxys =
  /^(?:forwarded|via|cdn-loop|(?:x|true|fastly)-(?:cluster-)?(?:real|client)-ip|(?:cf|fly|x-forwarded|x-original|x-envoy|x-amzn|x-appengine|x-vercel)-.*)$/u;

/** Astro's dev server writes these itself; a tunnel in front of it writes others too. */
const devServers = import.meta.env.DEV ? ["cf-connecting-ip", "x-forwarded-host"] : [];

/** Whether a proxy or a tunnel has brought this request: then it need not come from this machine. */
const wasForwarded = ({ headers }: Request) =>
  [...headers.keys()].some((name) => proxys.test(name) && !devServers.includes(name));

/** The local run's own addresses are for this machine's tools, which send no origin, and for its own pages. */
const fromElsewhere = ({ headers }: Request, { url }: Settings) => {
  const origin = headers.get("Origin");
  return origin !== null && origin !== url;
};

function decodes(pathname: string): boolean {
  try {
    return !decodeURIComponent(pathname).includes("\0");
  } catch {
    return false;
  }
}
