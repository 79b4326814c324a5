import { Hono } from "hono";
import { advance } from "#functions/context/clock.ts";
import type { Env } from "#functions/http/exchange.ts";
import { runScheduled } from "#functions/jobs/scheduled.ts";
import { inMilliseconds } from "./duration.ts";
import { gallery } from "./gallery.ts";
import { mailbox, mailList, oneMessage } from "./mail.ts";
import { stats } from "./stats.ts";

/** The local run's own addresses; no production build has them (functions/README.md, The local run). */
export const dev = new Hono<Env>()
  .get("/mail", mailbox)
  .get("/mail.json", mailList)
  .get("/mail/:id", oneMessage)
  .get("/gallery", (exchange) => exchange.redirect("/dev/gallery/"))
  .get("/gallery/*", gallery)
  .get("/stats", (exchange) => exchange.json(stats()))
  .get("/clock", (exchange) => exchange.json(clock(exchange.var.context)))
  .post("/clock", async (exchange) => {
    const asked: unknown = await exchange.req.json().catch(() => null);
    const milliseconds = inMilliseconds((asked as { advance?: unknown } | null)?.advance);
    if (milliseconds === null) return exchange.json({ error: 'expected { "advance": "P1DT2H" }' }, 400);
    const { context, settings } = exchange.var;
    await advance(milliseconds, settings.database);
    return exchange.json(clock({ ...context, now: context.now + milliseconds }));
  })
  .post("/cron", async (exchange) => {
    await runScheduled(exchange.env);
    return exchange.json({ done: true });
  });

const clock = ({ now, realNow }: { now: number; realNow: number }) => ({
  now: new Date(now).toISOString(),
  aheadMilliseconds: now - realNow,
});
