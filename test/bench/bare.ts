import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { type Child, keepAlive } from "#db/local/child.ts";
import { freePort } from "#db/local/port.ts";
import { untilHealthy } from "#functions/local/routine.ts";
import { temporaryDirectory } from "#test/helpers/database.ts";

const quote = (text: string) => JSON.stringify(text);
const { resolve } = createRequire(import.meta.url);

/** What Hono has besides its core. */
const beside = /^(?:adapter|cjs|client|helper\/(?!route)|jsx|middleware|preset|validator)\/?/u;

/** The least that a Worker of Hono can be, with and without the trip to the database that a page makes. */
const source = `
import { Hono } from "./hono/index.js";
import trips from "./trips.json";

const resting = [];
async function trip(name) {
  const { address, authorization, body } = trips[name];
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-encoding": "identity", authorization },
    body: body.replace('"baton":null', '"baton":' + JSON.stringify(resting.pop() ?? null)),
  });
  const { baton } = await answer.json();
  if (baton) resting.push(baton);
}

const app = new Hono();
app.get("/healthz", (c) => c.text("ok"));
app.get("/plain", (c) => c.html("<!doctype html><title>Plain</title><p>Plain"));
app.get("/trip/:name", async (c) => {
  await trip(c.req.param("name"));
  return c.html("<!doctype html><title>Plain</title><p>Plain");
});
export default app;
`;

export interface Trip {
  readonly address: string;
  readonly authorization: string;
  readonly body: string;
}

export interface Bare {
  readonly url: string;
  readonly pid: Child["pid"];
  readonly stop: () => Promise<void>;
}

/** Serves that Worker on plain workerd, as the portal is served. */
export async function startBare(trips: Readonly<Record<string, Trip>>): Promise<Bare> {
  const directory = temporaryDirectory();
  mkdirSync(directory, { recursive: true });
  const hono = dirname(resolve("hono"));
  const files = readdirSync(join(hono, ".."), { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".js") && !beside.test(name),
  );
  const port = await freePort();
  const config = join(directory, "bare.capnp");
  const modules = [
    `(name = "bare.mjs", esModule = ${quote(source)})`,
    `(name = "trips.json", json = ${quote(JSON.stringify(trips))})`,
    ...files.map(
      (name) =>
        `(name = ${quote(`hono/${name}`)}, esModule = embed ${quote(relative(directory, join(hono, "..", name)))})`,
    ),
  ];
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "bare", worker = (compatibilityDate = "2026-01-01", globalOutbound = "network", modules = [${modules.join(",\n")}])),
    (name = "network", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "bare")],
);
`,
  );
  const url = `http://127.0.0.1:${port}`;
  const child = await keepAlive({
    name: "The bare Worker",
    command: createRequire(import.meta.url)("workerd").default,
    args: ["serve", config],
    env: {},
    ready: () => untilHealthy(url).then(() => true),
  });
  return {
    url,
    pid: child.pid,
    async stop() {
      await child.stop();
      rmSync(directory, { recursive: true });
    },
  };
}
