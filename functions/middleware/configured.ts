import { createMiddleware } from "hono/factory";
import { languageOf } from "#src/i18n/addresses.ts";
import { languages } from "#src/i18n/languages.ts";
import { UnusableSettings } from "#src/settings/problems.ts";
import { settingsOf } from "#functions/context/env.ts";
import { log } from "#functions/context/log.ts";
import { awayPage } from "#functions/http/away-page.ts";
import type { Env, Exchange } from "#functions/http/exchange.ts";

/** Gives the request the settings. As long as they cannot be used there are the public pages only, and the log says why. */
export const configured = createMiddleware<Env>(async (exchange, next) => {
  try {
    exchange.set("settings", settingsOf(exchange.env));
  } catch (error) {
    if (!(error instanceof UnusableSettings)) throw error;
    log({ event: "settings", problems: error.problems.map(withoutValue) });
    return withoutSettings(exchange);
  }
  return next();
});

const withoutValue = (problem: string) => problem.replace(/, not “.*”/u, "");

async function withoutSettings({ env, req }: Exchange): Promise<Response> {
  const page = ["GET", "HEAD"].includes(req.method) ? await env.ASSETS.fetch(req.raw) : null;
  if (page && page.status !== 404) return new Response(page.body, page);
  return awayPage(languageOf(req.path) ?? languages[0]!.code, 10);
}
