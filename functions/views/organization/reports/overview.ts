import { openAlertsBelow, supportBelow } from "#db/queries/report.ts";
import { alertFigure, coverageFigure } from "#src/domain/reports/figures.ts";
import { query } from "#functions/command/query.ts";
import { heading, inPart } from "#functions/views/place/part.ts";
import { basisOf, coveredIn, type ReportQuestion, reportRecords } from "./basis.ts";
import { endsByMonth, monthsAhead } from "./contracts.ts";
import { supportIn } from "./support.ts";

/** The four figures of an organization and all below it, and what is not known (src/domain/README.md 6). */
export const reportsPage = query({
  load: (question: ReportQuestion, context) => ({
    ...reportRecords(question, context),
    ends: monthsAhead(question.id, context.today),
    support: supportBelow(question.id),
    alerts: openAlertsBelow(question.id),
  }),
  view: (actor, { ends, support, alerts, ...records }, _, { today }) => {
    const at = inPart(actor, records, "reports");
    const basis = basisOf(records, today);
    return {
      ...heading(at),
      basis,
      mayLoad: at.may("device.load"),
      coverage: coverageFigure(coveredIn(basis)),
      contracts: endsByMonth(ends, today),
      support: supportIn(support, basis.asOf),
      alerts: alertFigure(alerts),
    };
  },
});
