import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { smokeProblems } from "#functions/cloudflare/smoke.ts";
import { root } from "#functions/local/build.ts";
import { startDatabase, type TestDatabase } from "#test/helpers/database.ts";
import { operatorSettings } from "#test/helpers/operator.ts";
import { startPortal, type TestPortal } from "#test/helpers/portal.ts";
import { runCommand } from "#test/helpers/processes.ts";

const place = mkdtempSync(join(tmpdir(), "passerelle-deploy-"));
let database: TestDatabase;
let portal: TestPortal;
beforeAll(async () => {
  database = await startDatabase({ migrated: false });
  portal = await startPortal();
});
afterAll(async () => {
  await portal.stop();
  await database.stop();
  rmSync(place, { recursive: true, force: true });
});

const whole = () => ({
  PORTAL_URL: "https://portal.example",
  PORTAL_SECRET: "a secret of the tests with 32 characters or more",
  RESEND_API_KEY: "re_123",
  RESEND_WEBHOOK_SECRET: `whsec_${"A".repeat(32)}`,
  MAIL_FROM: "Portal <portal@portal.example>",
  ...operatorSettings,
  DATABASE_URL: database.url.split("?")[0]!,
  DATABASE_AUTH_TOKEN: new URL(database.url).searchParams.get("authToken")!,
});

async function deploy(settings: Record<string, string>, ...args: string[]) {
  const file = join(place, "settings.env");
  writeFileSync(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name}="${value}"\n`)
      .join(""),
  );
  const command = runCommand(["functions/cloudflare/deploy.ts", "--settings", file, ...args], {});
  return { code: await command.ended, says: command.output() };
}

test(
  "a rehearsal checks, reaches the database, builds and packs, and changes nothing",
  { timeout: 120_000 },
  async () => {
    const { code, says } = await deploy(whole(), "--dry-run");

    expect(says).toMatch(
      /✓ settings\n✓ database: \d+ migrations to apply\n.*✓ build\n✓ packed\. Nothing was changed/su,
    );
    expect(code).toBe(0);
    const { rows } = await createClient({ url: database.url }).execute(
      "select count(*) as n from sqlite_schema",
    );
    expect(rows[0]!["n"]).toBe(0);
    const left = readdirSync(join(root, ".data/build"), { recursive: true }).map(String);
    expect(left.filter((name) => name.endsWith("secrets.env"))).toEqual([]);
  },
);

test("all that is wrong with the settings is said at once, and nothing is built", async () => {
  const { code, says } = await deploy(
    { ...whole(), PORTAL_SECRET: "short", PORT: "80", MAIL_FROM: "", PORTAL_URL: "http://localhost" },
    "--dry-run",
  );

  expect(code).toBe(1);
  expect(
    says
      .trim()
      .split("\n")
      .map((line) => line.split(" ")[0])
      .toSorted(),
  ).toEqual(["MAIL_FROM", "PORT", "PORTAL_SECRET", "PORTAL_URL"]);
});

test.each([
  ["a database on this machine", () => deploy(whole()), "where Cloudflare cannot reach it"],
  ["a file that is not there", () => deploy({}, "--settings", "/no/such/file"), "/no/such/file is not there"],
  [
    "a file that is committed",
    () => deploy({}, "--settings", join(root, ".env.example")),
    "is committed, and it holds secrets",
  ],
  ["an option that is none", () => deploy({}, "--dry"), "Usage: npm run deploy"],
])("%s is refused in a sentence", async (_, act, sentence) => {
  const { code, says } = await act();

  expect(says).toContain(sentence);
  expect(code).toBe(1);
});

test("what answers otherwise than a portal for others is found out", async () => {
  const local = await smokeProblems(portal.url, 0);
  const nobody = await smokeProblems("http://127.0.0.1:1", 0);

  expect(local).toEqual(["/dev/mail answers 200, not 404."]);
  expect(nobody).toHaveLength(6);
});
