import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { freePort } from "#db/local/port.ts";
import { type Served, startWorker } from "#functions/local/workerd.ts";
import { temporaryDirectory } from "#test/helpers/database.ts";

const files = {
  "server/wrangler.json": JSON.stringify({
    main: "entry.mjs",
    compatibility_date: "2026-08-04",
    compatibility_flags: ["nodejs_compat"],
    assets: { run_worker_first: ["/api/*", "!/api/open/*"] },
  }),
  "server/entry.mjs": `import { name } from "./chunks/name.mjs";
    let minutes = 0;
    const work = async () => { await Promise.resolve(); minutes += 1; };
    export default { scheduled: (event, env, { waitUntil }) => waitUntil(work()), fetch: (request, env) => new URL(request.url).pathname === "/minutes" ? Response.json({ minutes }) : Response.json({ name, settings: Object.keys(env).sort(), greeting: env.GREETING }) };`,
  "server/chunks/name.mjs": `export const name = "the Worker";`,
  "client/fr/index.html": "<h1>Accueil</h1>",
  "client/fr/guide.html": "<h1>Guide</h1>",
  "client/_astro/style.css": "body{}",
  "client/api/open/terms.txt": "terms",
  "client/_headers":
    "/*\n  X-Frame-Options: DENY\n\n/_astro/*\n  Cache-Control: public, max-age=31536000, immutable\n",
};

const directory = temporaryDirectory();
const lines: string[] = [];
let worker: Served;
let url: string;
beforeAll(async () => {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(directory, dirname(name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  worker = await startWorker({
    build: directory,
    directory,
    port,
    variables: { GREETING: 'Goedendag "An"' },
    onLine: (line) => void lines.push(line),
  });
});
afterAll(async () => {
  await worker.stop();
  rmSync(directory, { recursive: true, force: true });
});

const get = (path: string, init: RequestInit = {}) => fetch(url + path, { redirect: "manual", ...init });

test.each([
  ["/fr/", "<h1>Accueil</h1>"],
  ["/fr/guide", "<h1>Guide</h1>"],
])("%s is the page of that name", async (path, content) => {
  const page = await get(path);

  expect(await page.text()).toBe(content);
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(page.headers.get("x-frame-options")).toBe("DENY");
});

test.each([
  ["/fr", "/fr/"],
  ["/fr/guide/", "/fr/guide"],
  ["/fr/guide.html?from=mail", "/fr/guide?from=mail"],
])("%s leads to %s", async (path, location) => {
  const answer = await get(path);

  expect(answer.status).toBe(307);
  expect(answer.headers.get("location")).toBe(location);
});

test("a page that a browser has already is not sent again", async () => {
  const etag = (await get("/fr/guide")).headers.get("etag") ?? "";

  const answer = await get("/fr/guide", { headers: { "If-None-Match": etag } });

  expect(answer.status).toBe(304);
});

test("assets take GET and HEAD only, and HEAD has no body", async () => {
  const [head, post] = await Promise.all([
    get("/fr/guide", { method: "HEAD" }),
    get("/fr/guide", { method: "POST" }),
  ]);

  expect([head.status, await head.text(), post.status]).toEqual([200, "", 405]);
  expect(post.headers.get("x-frame-options")).toBe("DENY");
});

test("files with a hash in their name are kept for ever", async () => {
  const style = await get("/_astro/style.css");

  expect(style.headers.get("content-type")).toBe("text/css; charset=utf-8");
  expect(style.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
});

test("everything else goes to the Worker, which sees its settings and nothing else", async () => {
  const answer = await get("/fr/portal").then((response) => response.json());

  expect(answer).toEqual({
    name: "the Worker",
    settings: ["ASSETS", "GREETING"],
    greeting: 'Goedendag "An"',
  });
});

test("the Worker comes first where wrangler.toml says so", async () => {
  const open = await get("/api/open/terms.txt");
  const closed = await get("/api/terms.txt");

  expect(await open.text()).toBe("terms");
  expect(await closed.json()).toMatchObject({ name: "the Worker" });
});

test("the scheduled work is done when it is asked for, and over when that is answered", async () => {
  await worker.runScheduled();

  expect(await get("/minutes").then((answer) => answer.json())).toEqual({ minutes: 1 });
});

test("nobody who lacks the key can ask for the scheduled work", async () => {
  const config = readFileSync(join(directory, "worker.capnp"), "utf8");
  const [, address] = /name = "minute", address = "([^"]+)"/u.exec(config)!;

  const answers = await Promise.all(
    [{}, { authorization: "Bearer none" }].map((headers) =>
      fetch(`http://${address}`, { method: "POST", headers: headers as Record<string, string> }),
    ),
  );

  expect(answers.map(({ status }) => status)).toEqual([404, 404]);
});

test("what the runtime refuses it tells without what was sent", async () => {
  const { port } = new URL(url);
  const socket = connect(Number(port), "127.0.0.1");
  socket.write("GET https://portal.example/en/link/TOKEN HTTP/1.1\r\nHost: a@b/SECRET\r\n\r\n");
  socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1SECRET\r\n\r\n");

  await vi.waitFor(() => expect(lines.join("\n")).toMatch(/kj\/|workerd\//u), 3_000);
  socket.destroy();

  expect(lines.filter((line) => /TOKEN|SECRET/u.test(line))).toEqual([]);
});

test("a Worker that died comes back at the same address", async () => {
  const before = worker.pid();

  worker.kill("SIGKILL");

  await vi.waitFor(async () => expect((await get("/fr/portal")).status).toBe(200), 3_000);
  expect(worker.pid()).not.toBe(before);
});
