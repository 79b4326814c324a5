import { build } from "../../db/builder.ts";
import { type DatabaseAddress, openDatabase } from "../../db/client.ts";
import { administration } from "./administration.ts";
import type { Evidence, Invariant } from "./invariant.ts";
import { links } from "./links.ts";
import { outbox } from "./outbox.ts";
import { records } from "./records.ts";

const number = ({ id }: Invariant) => Number(id.slice(1));

/** The invariants of trust.md that a database can show. */
export const invariants = [...administration, ...links, ...outbox, ...records].sort(
  (a, b) => number(a) - number(b),
);

/** Those that it does not show, or not yet, and why. */
export const notHere: Readonly<Record<string, string>> = {
  I9: "there are no accounts yet",
  I10: "a database does not show it: the tests of who may see what do",
  I12: "a database does not show it: the tests of links and methods do",
};

export interface Finding {
  readonly id: string;
  readonly says: string;
  readonly violations: readonly string[];
}

/** Checks a database against every invariant. */
export async function examine(address: DatabaseAddress, evidence: Evidence = {}): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { id, says, searches } of invariants) {
    const violations: string[] = [];
    for (const search of searches(evidence)) {
      const { found } = await openDatabase({ ...address, patience: 60_000 }).read({
        found: build.all<{ what: string }>(search),
      });
      violations.push(...found.map(({ what }) => what));
    }
    findings.push({ id, says, violations });
  }
  return findings;
}

/** What is wrong with a database, each with its invariant; empty when all of them hold. */
export const violationsIn = async (address: DatabaseAddress, evidence: Evidence = {}) =>
  (await examine(address, evidence)).flatMap(({ id, violations }) =>
    violations.map((what) => `${id}: ${what}`),
  );
