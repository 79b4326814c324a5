import { createMiddleware } from "hono/factory";
import type { Env } from "#functions/http/exchange.ts";

interface Counted {
  readonly method: string;
  readonly address: string;
  readonly status: number;
  readonly databaseRoundTrips: number;
  readonly statements: number;
}

const totals = { databaseRoundTrips: 0, statements: 0 };
const latest: Counted[] = [];

/** Counts what each request costs the database; the local run's own addresses do not count. */
export const count = createMiddleware<Env>(async (exchange, next) => {
  await next();
  const { method, path } = exchange.req;
  if (path.startsWith("/dev") || path === "/healthz") return;
  const { trips, statements } = exchange.var.meter;
  totals.databaseRoundTrips += trips;
  totals.statements += statements;
  latest.unshift({
    method,
    address: path,
    status: exchange.res.status,
    databaseRoundTrips: trips,
    statements,
  });
  latest.length = Math.min(latest.length, 100);
});

/** `/dev/stats`: since start, and the last 100 requests, newest first. */
export const stats = () => ({ ...totals, requests: latest });
