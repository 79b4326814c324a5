import { Hono } from "hono";
import { recordReport } from "#db/queries/outbox.ts";
import { readReport } from "#functions/adapters/resend.ts";
import type { Env } from "#functions/http/exchange.ts";
import { readBody } from "#functions/http/form.ts";

/** Delivery reports of the e-mail provider: at least once, in any order; each is checked by its signature. */
export const webhooks = new Hono<Env>().post("/webhooks/resend", async (exchange) => {
  const { settings, context } = exchange.var;
  if (!settings.mail.webhookSecret) return exchange.json({ error: "not configured" }, 404);
  const body = await readBody(exchange);
  const received = readReport(settings, body, exchange.req.raw.headers);
  if (received.outcome === "forged") return exchange.json({ error: "signature does not hold" }, 401);
  if (received.outcome === "reported") {
    const { report } = received;
    await context.database.writeIdempotent([recordReport(report, report.event, context.realNow)]);
  }
  return exchange.json({ received: true });
});
