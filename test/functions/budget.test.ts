import { Hono } from "hono";
import { expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import type { Context } from "#functions/context/context.ts";
import type { Env } from "#functions/http/exchange.ts";
import { budget } from "#functions/middleware/budget.ts";

const { key, network, remembered } = limits.requests;

/** Answers whoever is let through; all ask in the same instant. */
const app = new Hono<Env>()
  .use((exchange, next) => {
    const from = exchange.req.header("from-network")!;
    exchange.set("language", "en");
    exchange.set("context", { network: from, realNow: 1000, session: "nobody" } as Context);
    return next();
  })
  .use(budget)
  .all("*", (exchange) => exchange.text("served"));
app.onError((_, exchange) => exchange.text("refused", 429));

const ask = async (from: string, bearer: string) => {
  const headers = { "from-network": from, authorization: `Bearer ${bearer}` };
  return (await app.request("/api/v1/organizations", { headers }, {})).status;
};

async function askInTurn(times: number, from: (at: number) => string, bearer: string) {
  const answers = [];
  for (let at = 0; at < times; at += 1) answers.push(await ask(from(at), bearer));
  return answers;
}

test("made-up keys of one network do not make the budget of a true one begin anew", async () => {
  const spent = await askInTurn(key.burst, () => "198.51.100.1", "true");

  await Promise.all(Array.from({ length: remembered + 1 }, (_, at) => ask("198.51.100.2", `made-up-${at}`)));
  const then = await ask("198.51.100.1", "true");

  expect([new Set(spent), then]).toEqual([new Set([200]), 429]);
});

test("what a key has too much of does not count for its network", async () => {
  const hasty = await Promise.all(Array.from({ length: network.burst }, () => ask("198.51.100.3", "hasty")));

  const other = await ask("198.51.100.3", "calm");

  expect(hasty).toContain(429);
  expect(other).toBe(200);
});
