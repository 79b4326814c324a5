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
  if (body && !exchange.req.raw.bodyUsed) await drain(body.getReader()).catch(() => undefined);
  const { headers: own } = exchange.res;
  const local = LOCAL && exchange.var.settings?.local && exchange.req.path.startsWith("/dev");
  for (const [name, value] of Object.entries(
    securityHeaders({ framedByItself: local, passkeys: forPasskeys.test(exchange.req.path) }),
  ))
    if (!own.has(name)) exchange.header(name, value);
  if (own.get("Content-Type") === "text/html") exchange.header("Content-Type", "text/html; charset=utf-8");
  if (!own.has("Cache-Control")) exchange.header("Cache-Control", "no-store");
  exchange.header("X-Request-Id", exchange.var.requestId);
});
