import { createMiddleware } from "hono/factory";
import { limits } from "#src/domain/limits.ts";
import type { Settings } from "#functions/context/env.ts";
import type { Env } from "#functions/http/exchange.ts";
import { fileAddress } from "#functions/http/file-form.ts";
import { Unacceptable } from "#functions/http/unacceptable.ts";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);
const readable = /^(application\/x-www-form-urlencoded|application\/json)\s*(;|$)/iu;

/** What an address takes besides: how large it may be says whoever reads it. */
const besides = [{ address: fileAddress, format: /^multipart\/form-data\s*;/iu }];

/** What is proved by a signature, a key or a secret in its address: it comes without origin and session, and says what it takes. */
const fromAnywhere = /^\/(?:webhooks|collect|unsubscribe)\//u;

/** Addresses, origins, sizes and formats, in this order (functions/README.md, Rules; SECURITY.md 8). */
export const guards = createMiddleware<Env>(async (exchange, next) => {
  const { method, raw } = exchange.req;
  const { pathname } = new URL(raw.url);
  if (!decodes(pathname)) throw new Unacceptable(404);
  const local = LOCAL && pathname.startsWith("/dev/");
  if (local && !safe.has(method) && fromElsewhere(raw, exchange.var.settings)) throw new Unacceptable(403);
  if (!safe.has(method) && !local && !fromAnywhere.test(pathname)) {
    const sameSite = raw.headers.get("Sec-Fetch-Site");
    const own = sameSite === "same-origin" || raw.headers.get("Origin") === exchange.var.settings.url;
    if (!own) throw new Unacceptable(403);
    const format = raw.headers.get("Content-Type");
    if (besides.some((one) => one.address.test(pathname) && one.format.test(format ?? ""))) return next();
    if (Number(raw.headers.get("Content-Length") ?? 0) > limits.body) throw new Unacceptable(413);
    if (format !== null ? !readable.test(format) : raw.body !== null) throw new Unacceptable(415);
  }
  await next();
});

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
