import { isEntitledType } from "#src/domain/verification.ts";
import type { ImportFile } from "./files.ts";
import { add, type Report, remember, type Tally } from "./report.ts";
import { shown } from "./rules.ts";
import { type Checked, checkedRows, type Source } from "./source.ts";
import type { Target } from "./target.ts";

type Sound = Extract<Checked, { row: unknown }>;
type Values = Record<string, string>;

/** Loads a file whose rows name records that must exist already, block by block. */
export async function loadRows(
  source: Source,
  file: ImportFile,
  store: Target,
  report: Report,
  tally: Tally,
) {
  // One block is written while the next is read; blocks stay in order, since the last row of a key counts.
  let writing: Promise<void> = Promise.resolve();
  for await (const { header, rows: block } of checkedRows(source, file)) {
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

async function missingReferences(
  rows: Sound[],
  file: ImportFile,
  store: Target,
): Promise<Map<Sound, string>> {
  const missing = new Map<Sound, string>();
  const named = Object.entries(file.references).map(([column, table]) => ({
    column,
    table,
    valueOf: ({ row }: Sound) => (row as unknown as Values)[column]!,
  }));
  const asked = named.map(({ table, valueOf }) => ({ of: table, ids: [...new Set(rows.map(valueOf))] }));
  const existing = rows.length && asked.length ? await store.existing(asked) : [];
  named.forEach(({ column, table, valueOf }, at) => {
    for (const checked of rows.filter((candidate) => !existing[at]?.has(valueOf(candidate)))) {
      const reason = `${column} ${shown(valueOf(checked))} is not known: there is no such ${table}`;
      missing.set(checked, [missing.get(checked), reason].filter(Boolean).join("; "));
    }
  });
  return missing;
}
