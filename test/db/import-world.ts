import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@libsql/client/web";
import type { Report } from "#db/import/report.ts";
import { exitCode } from "#db/import/terminal.ts";
import { importDirectory, type ImportOptions } from "#db/import/run.ts";
import { startDatabase, temporaryDirectory } from "#test/helpers/database.ts";

export const headers = {
  "organizations.csv": "id,parent_id,name,street,city,postal_code,region,country,domains",
  "contracts.csv": "number,type,organization_id,starts_on,ends_on",
  "devices.csv": "serial_number,product_id,contract_number,organization_id",
  "entitlements.csv": "contract_number,email,ends_on",
  "products.csv":
    "product_id,name,announced_on,end_of_sale_on,end_of_renewal_on,end_of_security_support_on,end_of_support_on,replacement_product_id,notice_url,updated_on",
  "advisories.csv": "id,kind,severity,cvss,cves,published_on,updated_on,url,title,title_fr",
  "advisory-products.csv": "advisory_id,product_id",
  "advisory-devices.csv": "advisory_id,serial_number",
};

export type FileName = keyof typeof headers;

/** A row of organizations.csv of which only what matters is said. */
export const organization = (
  id: string,
  parent = "",
  { country = "BE", domains = "", name = `Company ${id}` } = {},
) => `${id},${parent},${name},Rue Haute 1,Namur,5000,,${country},${domains}`;

/** The tables that imports write, each before those that it refers to. */
const order = ["entitlement", "device", "contract", "organization_domain", "organization"];

/** The same, of what the provider knows of its products. */
const products = ["advisory_device", "advisory_product", "advisory", "product"];

/** A real database server in a directory of its own, and what a test of imports does with it. */
export async function importWorld() {
  const place = temporaryDirectory();
  const database = await startDatabase();
  const client = createClient({ url: database.url });
  let count = 0;

  /** Writes files into a new directory: whole contents, or rows below the usual header. */
  function directory(
    files: Partial<Record<FileName | "device.csv", string | Buffer | readonly string[]>>,
  ): string {
    const made = mkdtempSync(join(place, `files-${++count}-`));
    for (const [name, content] of Object.entries(files)) {
      const text = Array.isArray(content)
        ? `${[headers[name as FileName], ...content].join("\n")}\n`
        : content;
      writeFileSync(join(made, name), text as string | Buffer);
    }
    return made;
  }

  return {
    url: database.url,
    kill: database.kill,
    directory,

    /** Imports in this process: the exit code, and each reported line. */
    async load(files: Parameters<typeof directory>[0], options: ImportOptions = {}) {
      const said: string[] = [];
      const report: Report = {
        rejected: (file, line, reason) => said.push(`${file} line ${line}: ${reason}`),
        unusable: (file, reason) => said.push(`${file}: ${reason}`),
        progress: () => {},
      };
      const tallies = await importDirectory(directory(files), { url: database.url }, report, options);
      return { code: exitCode(tallies), said, tallies };
    },

    /** Runs the command as operators do. */
    command(args: readonly string[], env: NodeJS.ProcessEnv = { DATABASE_URL: database.url }) {
      const child = spawn(process.execPath, ["db/import/import.ts", ...args], {
        env: { ...process.env, ...env },
      });
      let out = "";
      let err = "";
      child.stdout.on("data", (text) => (out += text));
      child.stderr.on("data", (text) => (err += text));
      const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
        child.on("close", (code) => resolve({ code, out, err })),
      );
      return { child, ended };
    },

    rows: async (query: string) => (await client.execute(query)).rows.map((row) => ({ ...row })),

    /** Everything that imports write, as one comparable value; of products and advisories only where there are any. */
    async contents() {
      const read = (tables: readonly string[]) =>
        tables.map((table) => `select * from ${table} order by 1, 2`);
      const contents = await client.batch([...read(order), ...read(products)], "read");
      return contents
        .filter(({ rows }, at) => at < order.length || rows.length)
        .map(({ rows }) => rows.map((row) => ({ ...row })));
    },

    clear: () =>
      client.batch(
        ["inventory_summary", ...products, ...order].map((table) => `delete from ${table}`),
        "write",
      ),

    async stop() {
      await database.stop();
      rmSync(place, { recursive: true, force: true });
    },
  };
}

export type ImportWorld = Awaited<ReturnType<typeof importWorld>>;
