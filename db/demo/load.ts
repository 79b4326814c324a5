import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { type DatabaseAddress, openDatabase } from "#db/client.ts";
import type { Report } from "#db/import/report.ts";
import { exitCode } from "#db/import/terminal.ts";
import { importDirectory } from "#db/import/run.ts";
import { people, personId } from "./people.ts";
import { demoState } from "./state.ts";

export { describeDemo } from "./describe.ts";

const directory = fileURLToPath(new URL(".", import.meta.url));

const patience = 30_000;

const refuse = (file: string, reason: string): never => {
  throw new Error(`The demo world has an error: ${file}, ${reason}`);
};
const report: Report = {
  rejected: (file, line, reason) => refuse(file, `line ${line}: ${reason}`),
  unusable: refuse,
  progress: () => {},
};

/** Loads the demo world where no organization is known, or where an earlier loading was cut short. True: loaded. */
export async function loadDemoIfEmpty({ url, authToken }: DatabaseAddress): Promise<boolean> {
  if (!(await isWanted({ url, authToken }))) return false;
  const tallies = await importDirectory(directory, { url, authToken }, report);
  if (exitCode(tallies) !== 0) refuse(directory, "not all of it was loaded");
  const { once, writes } = demoState(Date.now());
  const result = await openDatabase({ url, authToken, patience }).write(once, writes);
  if (result !== "done" && (await isWanted({ url, authToken })))
    refuse(directory, "its people cannot be written");
  return true;
}

/** The state comes last, in one batch: organizations of the demo without its people mean that it was cut short. */
async function isWanted(address: DatabaseAddress): Promise<boolean> {
  const { rows } = await openDatabase({ ...address, patience }).read({
    rows: build.all<{ wanted: number }>(sql`
      select not exists (select 1 from organization)
        or (exists (select 1 from organization where id = 'clairval')
          and not exists (select 1 from person where id = ${personId(people[0]!.email)})) as wanted`),
  });
  return rows[0]!.wanted === 1;
}
