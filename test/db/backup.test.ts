import { spawn } from "node:child_process";
import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { backUp } from "#db/backup/backup.ts";
import { ownDump, servedDump } from "#db/backup/dump.ts";
import { restore } from "#db/backup/restore.ts";
import { loadDemoIfEmpty } from "#db/demo/load.ts";
import { startDatabase, temporaryDirectory, type TestDatabase } from "#test/helpers/database.ts";

const place = temporaryDirectory();
let count = 0;
const newFile = () => join(place, `backup-${++count}.sql`);
const started: TestDatabase[] = [];
let world: TestDatabase;
let whole: string;

const empty = async () => {
  const database = await startDatabase({ migrated: false });
  started.push(database);
  return database;
};

/** What people may write, and what a reader of SQL could stumble over. */
const words = [
  "it's; \n-- no comment\nCOMMIT;\nEND;\n'; drop table person; --",
  "one\r\ntwo\n\n;\n",
  "CREATE TRIGGER x BEGIN 'é' \u{1F600} \u202E \\",
];

const contents = async (url: string) => {
  const client = createClient({ url });
  const { rows } = await client.execute(
    "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' and name not like 'libsql%' order by name",
  );
  const tables = rows.map(({ name }) => String(name)).filter((name) => !name.startsWith("mail_rest"));
  const all = await client.batch(
    tables.map((name) => `select * from "${name}"`),
    "read",
  );
  return Object.fromEntries(
    tables.map((name, at) => [name, all[at]!.rows.map((row) => JSON.stringify(row)).toSorted()]),
  );
};

beforeAll(async () => {
  world = await startDatabase();
  started.push(world);
  await loadDemoIfEmpty({ url: world.url });
  await createClient({ url: world.url }).batch(
    words.map((text, at) => ({
      sql: `insert into organization (id, name, street, country) values (?, ?, ?, 'BE')`,
      args: [`odd${at}`, text, text],
    })),
    "write",
  );
  whole = newFile();
  await backUp(ownDump(world.directory), whole, "kept secret");
});
afterAll(async () => {
  for (const { stop } of started) await stop();
  rmSync(place, { recursive: true, force: true });
});

/** From the server's own files, and from a server elsewhere. */
const ways = [
  ["its files", () => ownDump(world.directory)],
  ["its server", () => servedDump({ url: world.url })],
] as const;

test.each(ways)(
  "what is restored from %s is what was there, to the letter, and its file is its owner's alone",
  async (_, dump) => {
    const target = await empty();
    const file = newFile();
    await backUp(dump(), file, "kept secret");

    const mark = await restore({ url: target.url }, file);

    expect(mark).toMatchObject({ passerelle: "backup", secret: "kept secret" });
    expect(await contents(target.url)).toEqual(await contents(world.url));
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
  },
);

test.each(ways)("a copy that is made from %s while many write is of one instant", async (_, dump) => {
  const client = createClient({ url: world.url });
  const run = ++count;
  let going = true;
  let written = 0;
  const write = async (at: number) => {
    for (; going; written += 1)
      await client.batch(
        [
          `insert into organization (id, name, country) values ('w${run}-${at}-${written}', 'x', 'BE')`,
          `insert into organization_domain (organization_id, domain) values ('w${run}-${at}-${written}', 'd${run}-${at}-${written}.example')`,
        ],
        "write",
      );
  };
  const writers = Array.from({ length: 8 }, (_, at) => write(at));
  const file = newFile();
  await vi.waitFor(() => expect(written).toBeGreaterThan(20), 20_000);
  await backUp(dump(), file, null);
  going = false;
  await Promise.all(writers);
  const target = await empty();

  await restore({ url: target.url }, file);

  const { rows } = await createClient({ url: target.url }).execute(`
    select (select count(*) from organization where id glob 'w[0-9]-*') as organizations,
      (select count(*) from organization_domain where organization_id glob 'w[0-9]-*') as domains`);
  expect(rows[0]!["organizations"]).toBe(rows[0]!["domains"]);
  expect(Number(rows[0]!["domains"])).toBeGreaterThan(20);
});

test("after it no mail leaves until an operator says so", async () => {
  const target = await empty();

  await restore({ url: target.url }, whole);

  const { rows } = await createClient({ url: target.url }).execute("select until, because from mail_rest");
  expect(rows).toMatchObject([
    { until: null, because: expect.stringMatching(/^restored from a backup of 20/u) as string },
  ]);
});

test.each([
  [
    "a file whose end is missing",
    (file: string) => truncateSync(file, statSync(file).size - 20),
    "not whole",
  ],
  ["a file that is something else", (file: string) => writeFileSync(file, "id,name\n"), "no backup"],
  ["an empty file", (file: string) => writeFileSync(file, ""), "not whole"],
])("%s is refused and changes nothing", async (_, spoil, reason) => {
  const file = newFile();
  writeFileSync(file, readFileSync(whole));
  spoil(file);
  const target = await empty();

  await expect(restore({ url: target.url }, file)).rejects.toThrow(reason);

  expect(await contents(target.url)).toEqual({});
});

test("nothing is restored over what is there, and no backup over another", async () => {
  await expect(restore({ url: world.url }, whole)).rejects.toThrow("The database is not empty");
  await expect(backUp(ownDump(world.directory), whole, null)).rejects.toThrow("is there already");
});

test(
  "an operator copies a directory's portal with its secret, and gets it back where nothing is",
  { timeout: 90_000 },
  async () => {
    const [from, to] = [join(place, "from"), join(place, "to")];
    const file = newFile();
    const command = (script: string, args: readonly string[], directory: string) =>
      new Promise<{ code: number | null; out: string }>((resolve) => {
        const child = spawn(process.execPath, [script, ...args], {
          env: { ...process.env, DATABASE_URL: "", PORTAL_DB: directory },
        });
        let out = "";
        child.stdout.on("data", (text) => (out += text));
        child.stderr.on("data", (text) => (out += text));
        child.on("close", (code) => resolve({ code, out }));
      });
    await command("db/migrate.ts", [], from);
    writeFileSync(join(from, "secret"), "of this portal");

    const saved = await command("db/backup/backup.ts", [file], from);
    const restored = await command("db/backup/restore.ts", [file], to);
    const again = await command("db/backup/restore.ts", [file], to);

    expect(saved).toMatchObject({
      code: 0,
      out: expect.stringContaining("keep it as you keep a password") as string,
    });
    expect(restored.out).toMatch(/^Restored as of .+No mail leaves\. 0 messages waited .+\nI1 +ok/su);
    expect(restored.code).toBe(0);
    expect(readFileSync(join(to, "secret"), "utf8")).toBe("of this portal");
    expect(again).toMatchObject({ code: 1, out: expect.stringContaining("has a secret already") as string });
  },
);
