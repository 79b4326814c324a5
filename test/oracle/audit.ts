import { type DatabaseAddress, openDatabase } from "#db/client.ts";
import { type AuditRow, type AuditSeal, eventsAfter, sealsAfter } from "#db/queries/audit-seal.ts";
import { hashOf, isSealedBy } from "#functions/context/audit-seal.ts";
import type { Evidence, Invariant } from "./invariant.ts";

const atOnce = 1000;

/** All rows of a list that is read a part at a time. */
async function* all<Row>(after: (id: number) => Promise<readonly Row[]>, idOf: (row: Row) => number) {
  for (let from = 0; ;) {
    const rows = await after(from);
    yield* rows;
    if (rows.length < atOnce) return;
    from = idOf(rows.at(-1)!);
  }
}

/** Compares the audit with its seals, in their order. */
async function compare(address: DatabaseAddress, { secrets = [] }: Evidence): Promise<string[]> {
  const read = () => openDatabase({ ...address, patience: 60_000 });
  const seals = all(
    async (id) => (await read().read({ seals: sealsAfter(id, atOnce) })).seals,
    ({ throughId }: AuditSeal) => throughId,
  );
  const events = all(
    async (id) => (await read().read({ events: eventsAfter(id, atOnce) })).events,
    ({ id }: AuditRow) => id,
  );
  const wrong: string[] = [];
  let before: AuditSeal | undefined;
  let next = await events.next();
  for await (const seal of seals) {
    const sealed: AuditRow[] = [];
    for (; !next.done && next.value.id <= seal.throughId; next = await events.next()) sealed.push(next.value);
    const range = `audit events ${seal.afterId + 1} to ${seal.throughId}`;
    if (seal.afterId !== (before?.throughId ?? 0)) wrong.push(`${range} follow no other seal`);
    else if (seal.hash !== hashOf(before?.hash ?? "", sealed))
      wrong.push(`${range} are not as they were sealed`);
    before = seal;
  }
  if (before && secrets.length && !isSealedBy(secrets, before))
    wrong.push(`the seal of audit event ${before.throughId} is not the portal's`);
  return wrong;
}

export const audit: readonly Invariant[] = [
  {
    id: "I20",
    says: "what was sealed of the audit is as it was, and nothing is missing or added",
    searches: () => [],
    looks: compare,
  },
];
