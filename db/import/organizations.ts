import type { ImportFile } from "./files.ts";
import { add, type Report, type Tally } from "./report.ts";
import type { OrganizationRow } from "./rules.ts";
import { shelf } from "./shelf.ts";
import { checkedRows, type Source } from "./source.ts";
import { Moved, type Target } from "./target.ts";
import { settle } from "./tree.ts";

const batch = 500;

/** So many rows with the same id are tried, the last first, since each try looks at the whole file. */
const tried = 20;

/** So often the place of what is not written yet is looked for anew, where another load has moved something meanwhile. */
const rounds = 5;

/** A row that is held until its turn comes to be written. */
interface Version {
  readonly parent: string | null;
  /** Where it is put away, as JSON. */
  readonly place: number;
  readonly line: number;
}

/**
 * Loads organizations. Parents may come after their children, so the rows are held until all are read, then written
 * parents first: at no moment does the database hold a circle or a child without its parent, whatever else is loaded
 * at the same time.
 */
export async function loadOrganizations(
  source: Source,
  file: ImportFile,
  store: Target,
  report: Report,
  tally: Tally,
) {
  const reject = (line: number, reason: string) => {
    report.rejected(file.name, line, reason);
    tally.rejected += 1;
  };
  const versions = new Map<string, Version[]>();
  const held = shelf();
  let read = 0;
  let columns: readonly string[] = [];
  for await (const { header, rows } of checkedRows(source, file)) {
    columns = header;
    for (const checked of rows) {
      if ("reason" in checked) reject(checked.line, checked.reason);
      else {
        const row = checked.row as OrganizationRow;
        const version = {
          parent: row.parent_id,
          place: held.put(JSON.stringify(row)),
          line: checked.line,
        };
        const earlier = versions.get(row.id);
        if (earlier) earlier.push(version);
        else versions.set(row.id, [version]);
      }
    }
    read += rows.length;
    report.progress(file.name, read);
  }

  for (let round = 1; versions.size; round += 1)
    try {
      const order = await settled(versions, store, reject);
      const placed = new Set(order);
      for (const id of versions.keys()) if (!placed.has(id)) versions.delete(id);
      for (const ids of inBatches(order)) {
        const written = ids.map((id) => versions.get(id)!);
        const rows = written.map((all) => JSON.parse(held.get(all.at(-1)!.place)) as OrganizationRow);
        const found = await store.look(file, columns, rows);
        add(tally, await store.write(file, columns, rows, found));
        ids.forEach((id) => versions.delete(id));
        tally.loaded += written.flat().length;
        add(
          tally,
          written.map((all, at) => repeatedIn(all, ids[at]!)),
        );
        report.progress(file.name, tally.loaded + tally.rejected);
      }
    } catch (error) {
      if (!(error instanceof Moved) || round === rounds) throw error;
    }
}

const repeatedIn = (versions: readonly Version[], id: string) => ({
  state: "repeated" as const,
  count: versions.length - 1,
  first: versions.slice(1).map(() => id),
});

/** The ids to be written, in order. Of several rows with the same id the last one that finds its place counts, of so many as are tried. */
async function settled(
  versions: Map<string, Version[]>,
  store: Target,
  reject: (line: number, reason: string) => void,
) {
  const incoming = new Map<string, string | null>();
  for (const [id, all] of versions) incoming.set(id, all.at(-1)!.parent);
  const elsewhere = new Set<string>();
  for (const all of versions.values())
    for (const { parent } of all) if (parent !== null && !incoming.has(parent)) elsewhere.add(parent);
  const existing = await parentsOf([...elsewhere], store);
  let result = settle(incoming, existing);
  if (!result.rejected.size) return result.order;

  for (const [id, parent] of await parentsOf([...incoming.keys()], store)) existing.set(id, parent);
  for (let round = 1; ; round += 1) {
    result = settle(incoming, existing);
    const refused = [...result.rejected].map(([id, reason]) => ({ id, reason, all: versions.get(id)! }));
    const replaceable = round < tried ? refused.filter(({ all }) => all.length > 1) : [];
    if (!replaceable.length) {
      for (const { reason, all } of refused) for (const { line } of all) reject(line, reason);
      return result.order;
    }
    for (const { id, reason, all } of replaceable) {
      reject(all.pop()!.line, reason);
      incoming.set(id, all.at(-1)!.parent);
    }
  }
}

async function parentsOf(ids: string[], store: Target): Promise<Map<string, string | null>> {
  const found = new Map<string, string | null>();
  for (const some of inBatches(ids))
    for (const [id, parent] of await store.parents(some)) found.set(id, parent);
  return found;
}

function* inBatches(ids: readonly string[]) {
  for (let from = 0; from < ids.length; from += batch) yield ids.slice(from, from + batch);
}
