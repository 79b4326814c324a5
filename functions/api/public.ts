import type { Next } from "hono";
import { address } from "#src/i18n/addresses.ts";
import { chooseLanguage } from "#src/i18n/choose.ts";
import { resource } from "#functions/http/address.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { rememberedLanguage } from "#functions/http/language-cookie.ts";
import { saidBy } from "#functions/http/finished.ts";
import { renderPage } from "#functions/http/render-page.ts";
import { notAllowed } from "#functions/middleware/errors.ts";
import { publicPages } from "#src/public-pages.ts";

/** Pages that say who runs the portal. */
const saysOperator: ReadonlySet<string> = new Set(["privacy", "legal-notice"]);

/** A file at its own address; one that is another way to write it is answered with that. */
export async function asset({ env, req }: Exchange, next: Next) {
  const answer = await env.ASSETS.fetch(req.raw);
  return answer.status === 404 ? next() : answer;
}

/** The same of a text that says who runs the portal: always whole, since the file alone does not say it. */
async function legalText(exchange: Exchange, next: Next) {
  const { url, method } = exchange.req;
  const answer = await exchange.env.ASSETS.fetch(url, { method });
  return answer.status === 404 ? next() : saidBy(exchange, answer);
}

export const prerendered = publicPages
  .reduce((pages, page) => pages.at(page, { get: saysOperator.has(page) ? legalText : asset }), resource())
  // Every version of a text that people accept or rely on.
  .at("legal/:text", { get: legalText }).routes;

/** What no route has answered is a file, to be read and nothing else. */
export async function readOnly(exchange: Exchange, next: () => Promise<void>) {
  if (["GET", "HEAD"].includes(exchange.req.method)) return next();
  const { ok } = await exchange.env.ASSETS.fetch(exchange.req.url, { method: "HEAD" });
  return ok ? notAllowed(exchange, ["GET", "HEAD"]) : exchange.notFound();
}

/** `/`: the language of the cookie, else of the browser; with neither, a chooser that favors nobody. */
export function chooser(exchange: Exchange) {
  const language = chooseLanguage({
    cookie: rememberedLanguage(exchange),
    accepted: exchange.req.header("Accept-Language"),
  });
  exchange.header("Vary", "Cookie, Accept-Language");
  return language ? exchange.redirect(address(language), 302) : renderPage(exchange, "chooser", null);
}
