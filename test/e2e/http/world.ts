import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadDemoIfEmpty } from "#db/demo/load.ts";
import { tries, type Try } from "#db/demo/people.ts";
import { DatabaseError } from "#db/hrana.ts";
import { importDirectory } from "#db/import/run.ts";
import { carryOut } from "#db/stream.ts";
import type { Database } from "#functions/local/portal.ts";
import { temporaryDirectory } from "#test/helpers/database.ts";
import { startPortal, type TestPortal } from "#test/helpers/portal.ts";
import { type Answer, Visitor } from "#test/helpers/visitor.ts";

export const agents = ["agent.one@ardenne.example", "agent.two@ardenne.example"] as const;

type Rows = Partial<Record<"organizations" | "contracts" | "devices" | "entitlements", readonly string[]>>;

const headings: Required<Record<keyof Rows, string>> = {
  organizations: "id,parent_id,name,street,city,postal_code,region,country,domains",
  contracts: "number,type,organization_id,starts_on,ends_on",
  devices: "serial_number,product_id,contract_number,organization_id",
  entitlements: "contract_number,email,ends_on",
};

/** The demo world in a portal of its own, with two agents, and with rows of one's own where the test needs them. */
export function startDemo({
  rows = {},
  env = {},
  databaseThrough,
}: {
  rows?: Rows;
  env?: Record<string, string>;
  databaseThrough?: (url: string) => Promise<string>;
} = {}): Promise<TestPortal> {
  return startPortal({
    ...(databaseThrough && { databaseThrough }),
    env: { PORTAL_AGENTS: agents.join(","), ...env },
    prepare: async (database) => {
      await loadDemoIfEmpty(database);
      if (Object.keys(rows).length) await importRows(rows, database);
    },
  });
}

async function importRows(rows: Rows, database: Database) {
  const directory = temporaryDirectory();
  mkdirSync(directory, { recursive: true });
  for (const [name, lines] of Object.entries(rows) as [keyof Rows, readonly string[]][])
    writeFileSync(join(directory, `${name}.csv`), [headings[name], ...lines, ""].join("\n"));
  const refuse = (file: string, ...why: unknown[]) => {
    throw new Error(`${file}: ${why.join(" ")}`);
  };
  await importDirectory(directory, database, { rejected: refuse, unusable: refuse, progress: () => {} });
  rmSync(directory, { recursive: true });
}

/** What somebody of the demo world can try. */
export const tryOf = (email: string, outcome?: Try["outcome"]): Try =>
  tries.find((one) => one.email === email && (!outcome || one.outcome === outcome))!;

type Value = string | number | null;

/** Statements sent straight to the database of a portal, each by a connection that is open already. */
export function sql({ databaseUrl: url }: TestPortal) {
  return async (statement: string, ...args: Value[]) => {
    const [outcome] = await carryOut({ url, fetch }, [{ sql: statement, args }]);
    if (!outcome || outcome instanceof DatabaseError) throw outcome;
    const { columns, rows } = outcome;
    return rows.map(
      (row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])) as Record<string, Value>,
    );
  };
}

/** Moves the clock of the business forward. */
export async function advance({ url }: TestPortal, duration: string): Promise<void> {
  const answer = await fetch(`${url}/dev/clock`, {
    method: "POST",
    body: JSON.stringify({ advance: duration }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Verifies with a contract and a serial number; where it leads is gone to. */
export async function verify(
  visitor: Visitor,
  language: string,
  numbers: Pick<Try, "contractNumber" | "serialNumber">,
): Promise<Answer> {
  await visitor.go(`/${language}/onboarding/verify`);
  return visitor.submit({ contractNumber: numbers.contractNumber, serialNumber: numbers.serialNumber });
}

/** Somebody signed in who verified and chose, as the demo world lets them. */
export async function choose(base: string, email: string, organizationId?: string): Promise<Visitor> {
  const one = tryOf(email);
  const visitor = new Visitor(base);
  await visitor.signIn(email, one.language, one.name);
  await verify(visitor, one.language, one);
  await visitor.submit({ organizationId: organizationId ?? one.organizationId! });
  return visitor;
}

/** Somebody who went the whole way to Delegated Administrator. */
export async function administrator(base: string, email: string): Promise<Visitor> {
  const visitor = await choose(base, email);
  await visitor.go(await visitor.linkTo(email, "confirm-address"));
  await visitor.submit();
  return visitor;
}

/** Somebody signed in. */
export async function signedIn({ url }: TestPortal, email: string, language = "en", name = "Robin Tester") {
  const visitor = new Visitor(url);
  await visitor.signIn(email, language, name);
  return visitor;
}

/** The messages of a kind to an address, newest first. */
export const mailsTo = ({ url }: TestPortal, email: string, template: string) =>
  new Visitor(url).mailTo(email, template);

/** An agent asks somebody under review; gives the review's address. */
export async function askQuestion(portal: TestPortal, email: string) {
  const agent = await signedIn(portal, agents[0]);
  const waiting = (await mailsTo(portal, agents[0], "review-waiting")).find(({ text }) =>
    text.includes(email),
  );
  const review = new URL(waiting!.links[0]!).pathname;
  await agent.post(review, { decision: "ask", comment: "Which part is yours?" });
  return review;
}
