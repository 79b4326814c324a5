import { contractEndsBelow, contractsByEnd, coveredUnnamed } from "#db/queries/report.ts";
import { monthOf, plusMonths } from "#src/domain/calendar.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { contractStateOf, daysLeft, endingUntil } from "#src/domain/reports/coverage.ts";
import { contractFigure } from "#src/domain/reports/figures.ts";
import { type Loaded, query } from "#functions/command/query.ts";
import { heading, inPart } from "#functions/views/place/part.ts";
import { basisOf, pageOf, type ReportQuestion, reportRecords } from "./basis.ts";

/** The contracts that end in the months of the figure. */
export const monthsAhead = (id: OrganizationId, today: string) =>
  contractEndsBelow(id, today, plusMonths(monthOf(today), limits.report.months));

/** The figure of contracts by month, and in which months one ends soon. */
export const endsByMonth = (
  ends: Loaded<{ ends: ReturnType<typeof monthsAhead> }>["ends"],
  today: string,
) => ({
  months: contractFigure(
    ends.map(({ endsOn }) => endsOn),
    today,
  ),
  soon: [
    ...new Set(
      ends.filter(({ endsOn }) => endsOn <= endingUntil(today)).map(({ endsOn }) => monthOf(endsOn)),
    ),
  ],
});

const contracts = (perPage: number) =>
  query({
    load: (question: ReportQuestion, context) => ({
      ...reportRecords(question, context),
      ends: monthsAhead(question.id, context.today),
      unnamed: coveredUnnamed(question.id),
      contracts: contractsByEnd(question.id, context.today, {
        skip: (pageOf(question) - 1) * perPage,
        most: perPage,
      }),
    }),
    view: (actor, { ends, unnamed, contracts: found, ...records }, question, { today }) => ({
      ...heading(inPart(actor, records, "reports")),
      basis: basisOf(records, today),
      ends: endsByMonth(ends, today),
      /** Devices covered by contracts of which no more may be said. */
      unnamed: unnamed[0]!.count,
      page: pageOf(question),
      more: found.length > perPage,
      contracts: found.slice(0, perPage).map((contract) => {
        const state = contractStateOf(contract, today);
        return {
          ...contract,
          state,
          /** Null where it does not run: a contract that is over has none left. */
          daysLeft: state === "runs" || state === "ending" ? daysLeft(contract, today) : null,
        };
      }),
    }),
  });

/** The contracts held in the tree's part below an organization, or covering a device that is listed there. */
export const contractsPage = contracts(limits.report.perPage);

/** The same, a part of a file at a time. */
export const contractsPart = contracts(limits.report.perFilePart);
