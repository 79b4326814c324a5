import { isEntitledType } from "#src/domain/verification.ts";
import type { ImportFile, Row } from "./files.ts";
import { add, type Report, remember, type Tally } from "./report.ts";
import { shown } from "./rules.ts";
import { type Block, checkedRows, type Source } from "./source.ts";
import type { Found, Target } from "./target.ts";

type Values = Record<string, string>;

/** Loads a file whose rows name records that must exist already, block by block. */
export async function loadRows(
  source: Source,
  file: ImportFile,
  store: Target,
  report: Report,
  tally: Tally,
) {
  const place = async ({ header, rows: block }: Block) => {
    const sound = block.flatMap((checked) => ("row" in checked ? [checked.row] : []));
    const found = await store.look(file, header, sound);
    const reasonOf = ofUnknown(file, found);
    const rows = reasonOf ? sound.filter((row) => !reasonOf(row)) : sound;
    for (const checked of block) {
      const reason = "row" in checked ? reasonOf?.(checked.row) : checked.reason;
      if (reason) report.rejected(file.name, checked.line, reason);
    }
    tally.rejected += block.length - rows.length;
    if (rows.length) add(tally, await store.write(file, header, rows, found));
    tally.loaded += rows.length;
    if (file.table === "contract") rememberTypes(rows as Values[], tally);
    report.progress(file.name, tally.loaded + tally.rejected);
  };
  // One block is looked at and written while the next is read; blocks stay in order, since the last row of a key counts.
  let under: Promise<void> = Promise.resolve();
  for await (const block of checkedRows(source, file)) {
    await under;
    under = place(block);
    under.catch(() => {}); // told where it is awaited
  }
  await under;
}

function rememberTypes(contracts: readonly Values[], tally: Tally) {
  for (const { number, type } of contracts)
    if (!isEntitledType(type!)) remember(tally, "not entitled", `${number} (${type})`);
}

/** Says why a row cannot be loaded that names what is not there, and nothing of the others; null: none names such. */
function ofUnknown({ references }: ImportFile, { missing }: Found) {
  const unknown = Object.entries(missing).filter(([, ids]) => ids.size);
  if (!unknown.length) return null;
  return (row: Row) =>
    unknown
      .map(([column, ids]) => ({ column, ids, id: (row as Values)[column]! }))
      .filter(({ ids, id }) => ids.has(id))
      .map(({ column, id }) => `${column} ${shown(id)} is not known: there is no such ${references[column]!}`)
      .join("; ");
}
