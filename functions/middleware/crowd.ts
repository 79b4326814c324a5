import { createMiddleware } from "hono/factory";
import { limits } from "#src/domain/limits.ts";
import { translator } from "#src/i18n/translator.ts";
import type { Env } from "#functions/http/exchange.ts";

let underWay = 0;

/**
 * When more come than can be served, some are sent away at once instead of all waiting for ever longer (SECURITY.md 8). What
 * was begun goes on when its browser goes away: where the platform ends such a request, nothing would say that it has
 * ended, and whoever breaks requests off would keep others out.
 */
export const crowd = createMiddleware<Env>(async (exchange, next) => {
  if (underWay >= limits.requests.atOnce) {
    const t = translator(exchange.var.language);
    const text = `${t("errors.503.title")}\n\n${t("errors.503.text")}\n`;
    return exchange.text(text, 503, { "Retry-After": "2" });
  }
  underWay += 1;
  const served = next().finally(() => (underWay -= 1));
  exchange.executionCtx.waitUntil(served.catch(() => {}));
  return served;
});
