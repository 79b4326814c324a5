import { Hono } from "hono";
import { expect, test } from "vitest";
import { KnownRoutes } from "#functions/http/known-routes.ts";

const app = new Hono({ router: new KnownRoutes() });
app.use(async (exchange, next) => {
  await next();
  exchange.header("x-seen", "yes");
});
app.get("/:place/of/:id", (exchange) =>
  exchange.text(`${exchange.req.param("place")} ${exchange.req.param("id")}`),
);
app.post("/:place/of/:id", (exchange) => exchange.text("posted"));

const ask = async (path: string, method = "GET") => {
  const answer = await app.request(path, { method });
  return [answer.status, await answer.text(), answer.headers.get("x-seen")];
};

test("an address that is known answers as it did first, and no other does for it", async () => {
  const paths = ["/a/of/1", "/a/of/2", "/b/of/1", `/a/of/${"1".repeat(100)}`, "/nowhere"];

  const first = await Promise.all(paths.map((path) => ask(path)));
  const again = await Promise.all(paths.map((path) => ask(path)));

  expect(first.map(([, text]) => text)).toEqual([
    "a 1",
    "a 2",
    "b 1",
    `a ${"1".repeat(100)}`,
    "404 Not Found",
  ]);
  expect(again).toEqual(first);
  expect(await ask("/a/of/1", "POST")).toEqual([200, "posted", "yes"]);
});
