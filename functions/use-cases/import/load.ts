import { answerChanges } from "#db/import/answer.ts";
import { importFiles } from "#db/import/files.ts";
import { gathering } from "#db/import/gathering.ts";
import { loadFile } from "#db/import/load-file.ts";
import { newTally, type Report } from "#db/import/report.ts";
import { writing } from "#db/import/statements.ts";
import { linkAllAnew } from "#db/queries/inventory-links.ts";
import { noteLoad } from "#db/queries/last-load.ts";
import { limits } from "#src/domain/limits.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { record, together, write } from "#functions/command/consequences.ts";
import { type By, keyCommand } from "#functions/command/keyed.ts";

interface Rejected {
  readonly line: number;
  readonly reason: string;
}

/**
 * Loads one of an import's files that a system of the provider's sends: by the rules of `npm run import` and with its
 * report, all sound rows in one batch.
 */
export const loadImportFile = keyCommand({
  action: "import.load",
  scope: "load-files",
  load: () => ({}),
  decide: async (_, { name }: { readonly name: string }, { key, value }: By<Buffer>, context) => {
    const file = importFiles.find((one) => one.name === name);
    if (!file) throw new Refusal("notFound", "errors.404");
    const rejectedRows: Rejected[] = [];
    const report: Report = {
      rejected: (_file, line, reason) =>
        void (rejectedRows.length < limits.api.rejectedShown && rejectedRows.push({ line, reason })),
      unusable: () => undefined,
      progress: () => undefined,
    };
    const tally = newTally(name);
    const { target, gathered } = gathering(context.database);
    await loadFile(() => onceOf(value), file, target, report, tally);
    const rows = gathered();
    const { loaded, rejected, remarked } = tally;
    return {
      answer: {
        file: name,
        loaded,
        rejected,
        rejectedRows,
        notEntitled: remarked["not entitled"] ?? { count: 0, first: [] },
        changes: {},
      },
      ...together(
        rows &&
          write(
            answerChanges(context.operationId, rows),
            ...writing(rows.file, rows.header, rows.rows),
            ...linkAllAnew(),
          ),
        write(noteLoad({ file: name, at: context.realNow, keyId: key.id, loaded, rejected })),
        record({ subjectId: name, to: key.name }),
      ),
    };
  },
});

async function* onceOf(bytes: Buffer) {
  yield bytes;
}
