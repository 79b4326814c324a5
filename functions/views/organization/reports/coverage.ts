import { otherProducts } from "#db/queries/inventory.ts";
import { notLoaded } from "#db/queries/report.ts";
import { limits } from "#src/domain/limits.ts";
import { coverageFigure } from "#src/domain/reports/figures.ts";
import { query } from "#functions/command/query.ts";
import { heading, inPart } from "#functions/views/place/part.ts";
import { basisOf, coveredIn, type ReportQuestion, reportRecords } from "./basis.ts";

const { listed } = limits.report;

/** The first of what was read, and whether there are others. */
const firstOf = <Row>(rows: readonly Row[], most: number) => ({
  rows: rows.slice(0, most),
  more: rows.length > most,
});

/** Which devices are under contract, and where lists and contracts differ. */
export const coveragePage = query({
  load: (question: ReportQuestion, context) => ({
    ...reportRecords(question, context),
    missing: notLoaded(question.id, "", listed),
    other: otherProducts(question.id, "", listed),
  }),
  view: (actor, { missing, other, ...records }, _, { today }) => {
    const at = inPart(actor, records, "reports");
    const basis = basisOf(records, today);
    return {
      ...heading(at),
      basis,
      mayLoad: at.may("device.load"),
      coverage: coverageFigure(coveredIn(basis)),
      missing: firstOf(missing, listed),
      other: firstOf(other, listed),
    };
  },
});
