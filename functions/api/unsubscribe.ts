import { Hono } from "hono";
import { resource, show, submit } from "#functions/http/address.ts";
import type { Env, Exchange } from "#functions/http/exchange.ts";
import { page } from "#functions/http/page.ts";
import { unsubscribe } from "#functions/use-cases/subscription/unsubscribe.ts";

const tokenOf = ({ req }: Exchange) => req.param("token") ?? "";

const shown = page("unsubscribe/[token]", {});

const pages = resource().at("unsubscribe/:token", {
  get: show(shown),
  post: submit(async (exchange) => {
    await unsubscribe(tokenOf(exchange), exchange.var.context);
    return `unsubscribe/${tokenOf(exchange)}`;
  }, shown),
}).routes;

/**
 * Where a message says that it can be stopped: mail programs send a POST to the address of its header, from anywhere and
 * without a session; people are led to a page that asks them.
 */
export const stopping = new Hono<Env>()
  .get("/unsubscribe/:token", (exchange) =>
    exchange.redirect(`/${exchange.var.language}/unsubscribe/${tokenOf(exchange)}`, 303),
  )
  .post("/unsubscribe/:token", async (exchange) => {
    await unsubscribe(tokenOf(exchange), exchange.var.context);
    return exchange.text("", 200);
  })
  .route("/", pages);
