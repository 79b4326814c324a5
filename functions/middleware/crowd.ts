import { createMiddleware } from "hono/factory";
import { awayPage } from "#functions/http/away-page.ts";
import type { Env } from "#functions/http/exchange.ts";
import { places } from "#functions/http/places.ts";
import { tellSystem } from "./errors.ts";

/**
 * When more come than can be served, some are sent away at once instead of all waiting for ever longer (SECURITY.md 8). What
 * was begun goes on when its browser goes away: where the platform ends such a request, nothing would say that it has
 * ended, and whoever breaks requests off would keep others out.
 */
export const crowd = createMiddleware<Env>(async (exchange, next) => {
  if (places.areTaken())
    return (
      tellSystem(exchange, { status: 503, key: "errors.503", params: {} }) ??
      awayPage(exchange.var.language, 2)
    );
  const place = places.take();
  exchange.set("place", place);
  const served = next().finally(place.ended);
  exchange.executionCtx.waitUntil(served.catch(() => {}));
  return served;
});
