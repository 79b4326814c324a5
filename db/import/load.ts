import { isEntitledType } from "#src/domain/verification.ts";
import type { ImportFile } from "./files.ts";
import { add, type Report, remember, type Tally } from "./report.ts";
import { shown } from "./rules.ts";
import { type Checked, checkedRows } from "./source.ts";
import type { Store } from "./store.ts";

type Sound = Extract<Checked, { row: unknown }>;
type Values = Record<string, string>;

/** Loads a file whose rows name records that must exist already, block by block. */
export async function loadRows(path: string, file: ImportFile, store: Store, report: Report, tally: Tally) {
  // One block is written while the next is read; blocks stay in order, since the last row of a key counts.
  let writing: Promise<void> = Promise.resolve();
  for await (const { header, rows: block } of checkedRows(path, file)) {
    const sound = block.filter((checked): checked is Sound => "row" in checked);
    const missing = await missingReferences(sound, file, store);
    const rows = sound.filter((checked) => !missing.has(checked)).map(({ row }) => row);
    for (const checked of block) {
      const reason = "row" in checked ? missing.get(checked) : checked.reason;
      if (reason) report.rejected(file.name, checked.line, reason);
    }
    tally.rejected += block.length - rows.length;
    await writing;
    writing = rows.length
      ? store.write(file, header, rows).then((compared) => {
          tally.loaded += rows.length;
          add(tally, compared);
        })
      : writing;
    writing.catch(() => {}); // told where it is awaited
    if (file.table === "contract") rememberTypes(rows as Values[], tally);
    report.progress(file.name, tally.loaded + tally.rejected);
  }
  await writing;
}

function rememberTypes(contracts: readonly Values[], tally: Tally) {
  for (const { number, type } of contracts)
    if (!isEntitledType(type!)) remember(tally, "not entitled", `${number} (${type})`);
}

async function missingReferences(rows: Sound[], file: ImportFile, store: Store): Promise<Map<Sound, string>> {
  const missing = new Map<Sound, string>();
  for (const [column, table] of Object.entries(file.references)) {
    const valueOf = ({ row }: Sound) => (row as unknown as Values)[column]!;
    const existing = rows.length ? await store.existing(table, rows.map(valueOf)) : new Set();
    for (const checked of rows.filter((candidate) => !existing.has(valueOf(candidate)))) {
      const reason = `${column} ${shown(valueOf(checked))} is not known: there is no such ${table}`;
      missing.set(checked, [missing.get(checked), reason].filter(Boolean).join("; "));
    }
  }
  return missing;
}
