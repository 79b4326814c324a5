import { build } from "#db/builder.ts";
import { type DatabaseAddress, openDatabase } from "#db/client.ts";
import { accounts } from "./accounts.ts";
import { addressChange } from "./address-change.ts";
import { administration } from "./administration.ts";
import { audit } from "./audit.ts";
import { budget } from "./budget.ts";
import { identities } from "./identities.ts";
import type { Evidence, Invariant } from "./invariant.ts";
import { links } from "./links.ts";
import { outbox } from "./outbox.ts";
import { records } from "./records.ts";
import { reports } from "./reports.ts";
import { requests } from "./requests.ts";
import { suspension } from "./suspension.ts";
import { wholes } from "./wholes.ts";

/** A large database is looked through for longer than anybody waits for a page. */
const lookingThrough = { patience: 600_000, readWithin: 600_000 };

const number = ({ id }: Invariant) => Number(id.slice(1));

/** The invariants of SECURITY.md that a database can show. */
export const invariants = [
  ...accounts,
  ...addressChange,
  ...administration,
  ...audit,
  ...budget,
  ...identities,
  ...links,
  ...outbox,
  ...records,
  ...reports,
  ...requests,
  ...suspension,
  ...wholes,
].sort((a, b) => number(a) - number(b));

/** Those that it does not show, and why. */
export const notHere: Readonly<Record<string, string>> = {
  I10: "a database does not show it: the tests of who may see what do",
  I12: "a database does not show it: the tests of links and methods do",
};

export interface Finding {
  readonly id: string;
  readonly says: string;
  readonly violations: readonly string[];
}

/** Checks a database against every invariant, all of it in one reading. */
export async function examine(address: DatabaseAddress, evidence: Evidence = {}): Promise<Finding[]> {
  const searches = invariants.flatMap((invariant) =>
    invariant.searches(evidence).map((search, place) => ({ name: `${invariant.id} ${place}`, search })),
  );
  const found = await openDatabase({ ...address, ...lookingThrough }).read(
    Object.fromEntries(searches.map(({ name, search }) => [name, build.all<{ what: string }>(search)])),
  );
  return Promise.all(
    invariants.map(async ({ id, says, looks }) => ({
      id,
      says,
      violations: [
        ...searches
          .filter(({ name }) => name.startsWith(`${id} `))
          .flatMap(({ name }) => found[name]!.map(({ what }) => what)),
        ...((await looks?.(address, evidence)) ?? []),
      ],
    })),
  );
}

/** What is wrong with a database, each with its invariant; empty when all of them hold. */
export const violationsIn = async (address: DatabaseAddress, evidence: Evidence = {}) =>
  (await examine(address, evidence)).flatMap(({ id, violations }) =>
    violations.map((what) => `${id}: ${what}`),
  );
