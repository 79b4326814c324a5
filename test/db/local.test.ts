import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@libsql/client/web";
import { afterEach, expect, test, vi } from "vitest";
import { openLocalServer } from "#db/local/server.ts";
import { startDatabase, temporaryDirectory } from "#test/helpers/database.ts";
import { processesWith, runCommand } from "#test/helpers/processes.ts";

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

function directory() {
  const path = temporaryDirectory();
  stops.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test("what was written before a crash is there after it, at the same address", async () => {
  const database = await startDatabase({ migrated: false });
  stops.push(database.stop);
  const client = createClient({ url: database.url });
  await client.execute("CREATE TABLE notes (text TEXT)");
  await client.batch(["INSERT INTO notes VALUES ('one')", "INSERT INTO notes VALUES ('two')"], "write");
  const before = database.pid();

  database.kill("SIGKILL");
  const { rows } = await vi.waitFor(
    () => createClient({ url: database.url }).execute("SELECT text FROM notes"),
    3_000,
  );

  expect(rows.map(({ text }) => text)).toEqual(["one", "two"]);
  expect(database.pid()).not.toBe(before);
});

test("whoever has no token reads and writes nothing, as any page that a browser shows", async () => {
  const path = directory();
  const server = await openLocalServer({ directory: path });
  stops.push(server.stop);
  const requests = [{ type: "execute", stmt: { sql: "create table planted (id integer)" } }];
  const page = { origin: "https://evil.example", "content-type": "text/plain" };
  const post = (address: string, body: object, headers: Record<string, string> = page) =>
    fetch(server.url + address, { method: "POST", headers, body: JSON.stringify(body) });

  const answers = await Promise.all([
    post("/v2/pipeline", { requests }),
    post("/v3/pipeline", { requests }),
    post("/v3/pipeline", { requests }, { ...page, authorization: "Bearer e30.e30.e30" }),
    post("/v1/execute", { stmt: requests[0]!.stmt }),
    post("/", { statements: ["select 1"] }),
    fetch(`${server.url}/dump`),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
  const { rows } = await createClient(server).execute(
    "select name from sqlite_schema where name = 'planted'",
  );
  expect(rows).toEqual([]);
});

test("only its owner can read the token, which stays the same", async () => {
  const path = directory();
  const server = await openLocalServer({ directory: path });
  await server.stop();

  const again = await openLocalServer({ directory: path });
  stops.push(again.stop);

  expect(again.authToken).toBe(server.authToken);
  const modes = ["token", "token.key", "server.json"].map((file) => statSync(join(path, file)).mode & 0o077);
  expect(modes).toEqual([0, 0, 0]);
});

test("a place where nothing can be is refused at once", async () => {
  await expect(openLocalServer({ directory: "/proc/nope/portal" })).rejects.toThrow(
    "PORTAL_DB=/proc/nope/portal cannot be a directory for the database",
  );
  await expect(openLocalServer({ directory: "/etc/hostname" })).rejects.toThrow("(EEXIST)");
});

test("a second user of a directory gets the server that runs there", async () => {
  const path = directory();
  const first = await openLocalServer({ directory: path });
  stops.push(first.stop);
  const second = await openLocalServer({ directory: path });

  await second.stop();

  expect(second).toMatchObject({ url: first.url, authToken: first.authToken, owned: false });
  await expect(createClient(first).execute("SELECT 1")).resolves.toBeDefined();
});

test("a second portal on a directory is told who uses it and what to do", async () => {
  const path = directory();
  const first = await openLocalServer({ directory: path, purpose: "npm start" });
  stops.push(first.stop);

  const second = openLocalServer({ directory: path, exclusive: true });

  await expect(second).rejects.toThrow(`is in use by npm start (process ${process.pid})`);
});

test("stopping leaves no process, and the data", async () => {
  const path = directory();
  const server = await openLocalServer({ directory: path });
  await createClient(server).execute("CREATE TABLE kept (id INTEGER)");

  await server.stop();

  expect(processesWith(path)).toEqual([]);
  const again = await openLocalServer({ directory: path });
  stops.push(again.stop);
  await expect(createClient(again).execute("SELECT * FROM kept")).resolves.toBeDefined();
});

test("a server does not outlive an owner that was killed", async () => {
  const path = directory();
  const module = JSON.stringify(new URL("../../db/local/server.ts", import.meta.url).href);
  const program = `const { openLocalServer } = await import(${module});
    await openLocalServer({ directory: process.env.DIRECTORY }); console.log("up"); setInterval(() => {}, 1000)`;
  const owner = runCommand(["--input-type=module", "-e", program], { DIRECTORY: path });
  await owner.says("up");
  expect(processesWith(`${path}/libsql`)).toHaveLength(1);

  owner.kill("SIGKILL");

  await vi.waitFor(() => expect(processesWith(`${path}/libsql`)).toEqual([]), 5_000);
});
