import { rmSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { afterEach, expect, test, vi } from "vitest";
import { freePort } from "#db/local/port.ts";
import { ensureBuilt } from "#functions/local/build.ts";
import { startMailbox } from "#functions/local/mailbox.ts";
import { temporaryDirectory } from "#test/helpers/database.ts";
import { askAs } from "#test/helpers/front.ts";
import { operatorSettings } from "#test/helpers/operator.ts";
import { processesWith, runCommand } from "#test/helpers/processes.ts";

const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach((clean) => clean()));

const none = { DATABASE_URL: "", RESEND_API_KEY: "", PORTAL_URL: "", PORTAL_SECRET: "", PORTAL_DB: "" };

async function serve(settings: Record<string, string>) {
  const port = await freePort();
  const portal = runCommand(["functions/local/serve.ts"], { ...none, PORT: String(port), ...settings });
  cleanups.push(() => {
    portal.kill("SIGKILL");
    if (settings.PORTAL_DB) rmSync(settings.PORTAL_DB, { recursive: true, force: true });
  });
  return { portal, port };
}

/** This machine as others reach it, where they do. */
const outside =
  Object.values(networkInterfaces())
    .flatMap((some) => some ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "127.0.0.1";

const own = { host: "portal.example", origin: "https://portal.example" };
const ask = (port: number, path: string) => askAs(port, path, { headers: own });

test("what is missing or cannot be used is named at once, and nothing starts", async () => {
  const { portal } = await serve({
    PORTAL_URL: "http://portal.example",
    PORTAL_SECRET: "much too short",
    PORTAL_AGENT: "ann@acme.example",
    PORTAL_TIME_ZONE: "Brussels",
  });

  await expect(portal.ended).resolves.toBe(1);

  const lines = portal.output().trim().split("\n");
  expect(lines.map((line) => line.split(" ")[0]).sort()).toEqual([
    "MAIL_FROM",
    ...Object.keys(operatorSettings).sort(),
    "PORTAL_AGENT",
    "PORTAL_DB",
    "PORTAL_SECRET",
    "PORTAL_TIME_ZONE",
    "PORTAL_URL",
    "RESEND_API_KEY",
    "RESEND_WEBHOOK_SECRET",
  ]);
  expect(portal.output()).not.toContain("much too short");
});

test("the portal for others has its own name, real mail, and nothing of the local run", async () => {
  await ensureBuilt(undefined, "production");
  const mailbox = await startMailbox();
  cleanups.push(() => void mailbox.stop());
  const directory = temporaryDirectory();
  const { portal, port } = await serve({
    PORTAL_DB: directory,
    PORTAL_LISTEN: "0.0.0.0",
    PORTAL_URL: "https://portal.example",
    PORTAL_SECRET: "a secret of the tests with 32 characters or more",
    RESEND_API_KEY: mailbox.apiKey,
    RESEND_BASE_URL: mailbox.url,
    RESEND_WEBHOOK_SECRET: mailbox.webhookSecret,
    MAIL_FROM: "Portal <portal@portal.example>",
    ...operatorSettings,
  });
  await portal.says("is running", 60_000);

  const dev = await Promise.all(
    ["/dev/mail", "/dev/mail.json", "/dev/stats", "/dev/clock"].map((path) => ask(port, path)),
  );
  const health = await fetch(`http://127.0.0.1:${port}/healthz`);
  const fromOutside = await fetch(`http://${outside}:${port}/healthz`);
  const elsewhere = await fetch(`http://127.0.0.1:${port}/en/sign-in`);
  const asked = await askAs(port, "/en/sign-in", {
    method: "POST",
    body: "email=ann%40acme.example",
    headers: { ...own, "content-type": "application/x-www-form-urlencoded" },
  });
  await vi.waitFor(() => expect(mailbox.accepted()).toHaveLength(1), 10_000);
  const organizations = await ask(port, "/en/organizations");
  const worker = processesWith(directory).find(([, command]) => command.includes("worker.capnp"))!;
  const database = processesWith(directory).find(([, command]) => command.includes("--db-path"))!;
  process.kill(worker[0], "SIGKILL");
  process.kill(database[0], "SIGKILL");
  await vi.waitFor(async () => expect((await ask(port, "/healthz")).status).toBe(200), 15_000);
  portal.kill("SIGTERM");

  expect(dev.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect([health.status, elsewhere.status, asked.status, organizations.status]).toEqual([200, 421, 303, 303]);
  expect(fromOutside.status).toBe(200);
  expect(String(asked.headers["set-cookie"])).toContain("__Host-");
  expect(mailbox.accepted()[0]).toMatchObject({ from: "Portal <portal@portal.example>" });
  expect(portal.output()).toContain("PORTAL_CLIENT_HEADER is not set");
  await expect(portal.ended).resolves.toBe(0);
  expect(processesWith(directory)).toEqual([]);
}, 240_000);
