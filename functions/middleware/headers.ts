import { createMiddleware } from "hono/factory";
import { securityHeaders } from "#src/headers/security-headers.ts";
import { drain } from "#functions/http/drain.ts";
import type { Env } from "#functions/http/exchange.ts";

/** Where a browser makes or shows a passkey. */
const forPasskeys = /^\/\w+\/(?:profile\/passkeys|sign-in\/passkey)$/u;

/** The headers of every answer, errors included (SECURITY.md 9); personal pages are kept nowhere. */
export const headers = createMiddleware<Env>(async (exchange, next) => {
  await next();
  const { body } = exchange.req.raw;
  if (body && !exchange.req.raw.bodyUsed)
    await drain(body.getReader({ mode: "byob" })).catch(() => undefined);
  const local = LOCAL && exchange.var.settings?.local && exchange.req.path.startsWith("/dev");
  const passkeys = forPasskeys.test(exchange.req.path);
  // Of an answer that is finished, `exchange.header` makes a copy each time.
  const answer = new Response(exchange.res.body, exchange.res);
  const { headers: own } = answer;
  for (const [name, value] of Object.entries(securityHeaders({ framedByItself: local, passkeys })))
    if (!own.has(name)) own.set(name, value);
  if (own.get("Content-Type") === "text/html") own.set("Content-Type", "text/html; charset=utf-8");
  if (!own.has("Cache-Control")) own.set("Cache-Control", "no-store");
  own.set("X-Request-Id", exchange.var.requestId);
  exchange.res = undefined;
  exchange.res = answer;
});
