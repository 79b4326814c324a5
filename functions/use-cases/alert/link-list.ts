import {
  listAt,
  nextCut,
  recount,
  relink,
  settleList,
  sinceImport,
  whole,
} from "#db/queries/inventory-links.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { change, record, together, write } from "#functions/command/consequences.ts";

/**
 * After an import, compares a list anew with what the provider knows; a large one a part at a time, of which the next is
 * due when one is written. With the last part it is counted anew, and its alerts are due.
 */
export const linkList = scheduledCommand({
  action: "alert.link",
  input: ({ id = "", stage = "" }) => ({ id: organizationIdOf(id), revision: Number(stage) }),
  load: ({ id }) => ({ list: listAt(id), cut: nextCut(id) }),
  decide: ({ list: [list], cut: [cut] }, { id, revision }, { today }) => {
    const next = "organizations";
    if (list?.dueOn !== sinceImport || list.revision !== revision) return { next };
    const part = { after: list.linkedTo ?? whole.after, upTo: cut?.serialNumber ?? whole.upTo };
    return {
      next,
      ...together(
        change(settleList(id, revision, cut ? { linkedTo: part.upTo } : { linkedTo: null, dueOn: today })),
        write(relink(id, today, part)),
        !cut && write(...recount(id, { today, dueOn: today, loadedAt: null })),
        // On record, and in no customer's history.
        record({ subjectId: id }),
      ),
    };
  },
});
