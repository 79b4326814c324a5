import { createMiddleware } from "hono/factory";
import { translator } from "#src/i18n/translator.ts";
import type { Env } from "#functions/http/exchange.ts";
import { places } from "#functions/http/places.ts";

/**
 * When more come than can be served, some are sent away at once instead of all waiting for ever longer (SECURITY.md 8). What
 * was begun goes on when its browser goes away: where the platform ends such a request, nothing would say that it has
 * ended, and whoever breaks requests off would keep others out.
 */
export const crowd = createMiddleware<Env>(async (exchange, next) => {
  if (places.areTaken()) {
    const t = translator(exchange.var.language);
    const text = `${t("errors.503.title")}\n\n${t("errors.503.text")}\n`;
    return exchange.text(text, 503, { "Retry-After": "2" });
  }
  places.take();
  const served = next().finally(places.leave);
  exchange.executionCtx.waitUntil(served.catch(() => {}));
  return served;
});
