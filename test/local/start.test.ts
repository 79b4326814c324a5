import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { freePort } from "#db/local/port.ts";
import { ensureBuilt } from "#functions/local/build.ts";
import { temporaryDirectory } from "#test/helpers/database.ts";
import { processesWith, runCommand } from "#test/helpers/processes.ts";

const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach((clean) => clean()));

async function start(settings: Record<string, string> = {}) {
  await ensureBuilt();
  const directory = temporaryDirectory();
  const port = await freePort();
  const env = { PORT: String(port), PORTAL_DB: directory, DATABASE_URL: "", RESEND_API_KEY: "", ...settings };
  const portal = runCommand(["functions/local/start.ts"], env);
  cleanups.push(() => {
    portal.kill("SIGKILL");
    rmSync(directory, { recursive: true, force: true });
  });
  return { portal, directory, url: `http://localhost:${port}` };
}

test("npm start greets with the addresses, and Ctrl-C leaves nothing behind", async () => {
  const { portal, directory, url } = await start();
  await portal.says("is running");

  const health = await fetch(`${url}/healthz`);
  portal.kill("SIGINT");

  expect(health.status).toBe(200);
  expect(portal.output()).toContain(`${url}/dev/mail`);
  await expect(portal.ended).resolves.toBe(0);
  expect(processesWith(directory)).toEqual([]);
}, 60_000);

test("the demo world is for this machine only", async () => {
  const { portal } = await start({ PORTAL_URL: "https://portal.example" });

  await expect(portal.ended).resolves.toBe(1);
  expect(portal.output().trim()).toMatch(/^PORTAL_URL is not on this machine.*npm run serve/u);
}, 60_000);

test("a database that is not there, or wants another token, is one clear line", async () => {
  const other = createServer((socket) =>
    socket.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"),
  );
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;

  const [away, closed] = await Promise.all(
    [1, port].map((one) => start({ PORTAL_DEMO: "0", DATABASE_URL: `http://127.0.0.1:${one}` })),
  );

  await expect(Promise.all([away!.portal.ended, closed!.portal.ended])).resolves.toEqual([1, 1]);
  expect(away!.portal.output().trim()).toMatch(/^The database does not answer: look at DATABASE_URL/u);
  expect(closed!.portal.output().trim()).toBe("The database refuses the token: set DATABASE_AUTH_TOKEN.");
  other.close();
}, 60_000);

test("a second portal on the same data says who has it", async () => {
  const first = await start({ PORTAL_DEMO: "0" });
  await first.portal.says("is running");

  const second = await start({ PORTAL_DEMO: "0", PORTAL_DB: first.directory });

  await expect(second.portal.ended).resolves.toBe(1);
  expect(second.portal.output().trim()).toContain(`(process ${first.portal.pid})`);
  first.portal.kill("SIGTERM");
  await expect(first.portal.ended).resolves.toBe(0);
}, 60_000);

test("a port in use is one clear line", async () => {
  const port = await freePort();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));

  const { portal } = await start({ PORT: String(port) });

  await expect(portal.ended).resolves.toBe(1);
  expect(portal.output().trim()).toBe(
    `Port ${port} is in use. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
  );
  other.close();
}, 60_000);

test("a portal that is killed leaves nothing behind", async () => {
  const { portal, directory } = await start({ PORTAL_DEMO: "0" });
  await portal.says("is running");

  portal.kill("SIGKILL");

  await vi.waitFor(() => expect(processesWith(directory)).toEqual([]), 5_000);
}, 60_000);

test("a database that was emptied or damaged is refused, with what to do, and nothing is put in its place", async () => {
  const { portal, directory } = await start();
  await portal.says("is running");
  portal.kill("SIGINT");
  await portal.ended;
  const folder = join(directory, "libsql/dbs/default");
  const again = async (spoil: (file: string) => void) => {
    for (const name of readdirSync(folder).filter((one) => one.startsWith("data"))) spoil(join(folder, name));
    const started = await start({ PORTAL_DB: directory });
    return { code: await started.portal.ended, says: started.portal.output().trim() };
  };

  const damaged = await again((file) => writeFileSync(file, Buffer.alloc(statSync(file).size, 7)));
  const emptied = await again((file) => rmSync(file));

  expect(damaged).toMatchObject({
    code: 1,
    says: expect.stringMatching(/^The database is damaged\./u) as string,
  });
  expect(emptied).toMatchObject({
    code: 1,
    says: expect.stringMatching(
      /is empty, though a portal has run on it.*npm run restore -- FILE/u,
    ) as string,
  });
}, 60_000);
