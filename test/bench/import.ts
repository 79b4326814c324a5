import manifest from "../../package.json" with { type: "json" };
import { type FileHandle, open } from "node:fs/promises";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "#test/helpers/processes.ts";
import { startDatabase, temporaryDirectory } from "#test/helpers/database.ts";
import { type Figure, figure } from "./measured.ts";
import { memory } from "./process.ts";

const devices = 1_000_000;
const organizations = devices / 10;

const files: Readonly<Record<string, { header: string; rows: number; row: (at: number) => string }>> = {
  "organizations.csv": {
    header: "id,parent_id,name,street,city,postal_code,region,country,domains",
    rows: organizations,
    row: (at) =>
      `o${at},${at ? `o${Math.floor(at / 10)}` : ""},Organization ${at},Street ${at},Namur,5000,,BE,o${at}.example`,
  },
  "contracts.csv": {
    header: "number,type,organization_id,starts_on,ends_on",
    rows: organizations,
    row: (at) => `2${at},SP Base,o${at},2024-01-01,2034-12-31`,
  },
  "devices.csv": {
    header: "serial_number,product_id,contract_number,organization_id",
    rows: devices,
    row: (at) => `FOC${at},P-${at % 100},2${at % organizations},o${at % organizations}`,
  },
};

/** The import as npm starts it. */
const program = manifest.scripts.import.split(".bin/node ")[1]!.split(" ");

async function fill(file: FileHandle, { header, rows, row }: (typeof files)[string]) {
  await file.write(`${header}\n`);
  for (let at = 0; at < rows; at += 10_000)
    await file.write(Array.from({ length: 10_000 }, (_, place) => `${row(at + place)}\n`).join(""));
  await file.close();
}

/** A provider's whole list: how fast it is loaded, and again without a change, and what memory that takes. */
export async function measureImport(): Promise<readonly Figure[]> {
  const directory = temporaryDirectory();
  mkdirSync(directory, { recursive: true });
  for (const [name, content] of Object.entries(files))
    await fill(await open(join(directory, name), "w"), content);
  const database = await startDatabase();
  const rows = Object.values(files).reduce((sum, one) => sum + one.rows, 0);
  const load = async () => {
    const began = performance.now();
    const command = runCommand([...program, directory], { DATABASE_URL: database.url });
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, memory(command.pid, "VmHWM"));
    }, 200);
    const status = await command.ended;
    clearInterval(watch);
    if (status !== 0) throw new Error(command.output());
    return { perSecond: (rows * 1000) / (performance.now() - began), most };
  };
  const first = await load();
  const again = await load();
  await database.stop();
  rmSync(directory, { recursive: true });
  return [
    figure("rows imported each second, of 1.2 million", first.perSecond, "/s", { atLeast: 50_000 }),
    figure("the same again, beside the first time", again.perSecond / first.perSecond, "", { atLeast: 2 }),
    figure("memory of the import", first.most, "MB", { atMost: 300 }),
  ];
}
