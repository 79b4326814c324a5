import { Hono } from "hono";
import { recordReport } from "#db/queries/outbox.ts";
import { readReport } from "#functions/adapters/resend.ts";
import { readBody } from "#functions/http/form.ts";
import type { Env } from "#functions/http/exchange.ts";
import { notAllowed } from "#functions/http/address.ts";

/** Delivery reports of the e-mail provider: at least once, in any order; each is checked by its signature. */
export const webhooks = new Hono<Env>().post("/webhooks/resend", async (exchange) => {
  const { settings, context } = exchange.var;
  if (!settings.mail.webhookSecret) return exchange.json({ error: "not configured" }, 404);
  const body = await readBody(exchange);
  const report = verified(() => readReport(settings, body, exchange.req.raw.headers));
  if (report === "false") return exchange.json({ error: "signature does not hold" }, 401);
  if (report) await context.database.writeIdempotent([recordReport(report, report.event, context.realNow)]);
  return exchange.json({ received: true });
});
webhooks.all("/webhooks/resend", (exchange) => notAllowed(exchange, "POST"));

function verified<T>(read: () => T): T | "false" {
  try {
    return read();
  } catch {
    return "false";
  }
}
