import { coverageFigure } from "#src/domain/reports/figures.ts";
import { query } from "#functions/command/query.ts";
import { heading, inPart } from "#functions/views/place/part.ts";
import { basisOf, coveredIn, reportRecords } from "./basis.ts";

/** Which devices are under contract. */
export const coveragePage = query({
  load: reportRecords,
  view: (actor, records, _, { today }) => {
    const at = inPart(actor, records, "reports");
    const basis = basisOf(records, today);
    return {
      ...heading(at),
      basis,
      mayLoad: at.may("device.load"),
      coverage: coverageFigure(coveredIn(basis)),
    };
  },
});
