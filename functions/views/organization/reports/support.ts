import { productEndsBelow, productsByEnd, supportBelow } from "#db/queries/report.ts";
import { plusMonths, quarterOf } from "#src/domain/calendar.ts";
import { limits } from "#src/domain/limits.ts";
import { supportFigure } from "#src/domain/reports/figures.ts";
import { nearUntil, type Support, supports, toBeAnnounced } from "#src/domain/reports/product.ts";
import { type Loaded, query } from "#functions/command/query.ts";
import { heading, inPart } from "#functions/views/place/part.ts";
import { basisOf, pageOf, type ReportQuestion, reportRecords } from "./basis.ts";

type Counted = Loaded<{ support: ReturnType<typeof supportBelow> }>["support"];

/** Devices by the quarter in which their support ends, by where it stands, and why it is not known. */
export function supportIn(counted: Counted, asOf: string) {
  const count = (which: (row: Counted[number]) => boolean) =>
    counted.filter(which).reduce((all, row) => all + row.count, 0);
  const byState = (state: Support) => count(({ support }) => support === state);
  return {
    ...supportFigure(counted, asOf),
    /** The quarters in which a product loses its support soon. */
    soon: [
      ...new Set(
        counted.flatMap(({ support, endsOn }) =>
          support === "near" && endsOn && endsOn <= nearUntil(asOf) ? [quarterOf(endsOn)] : [],
        ),
      ),
    ],
    states: supports.map((part) => ({ part, count: byState(part) })),
    near: byState("near"),
    /** The provider will announce an end; or has no data of the product. */
    unannounced: count(({ endsOn }) => endsOn === toBeAnnounced),
    unlisted: count(({ support, endsOn }) => support === "unknown" && endsOn === null),
  };
}

/** The first day behind the quarters that a report shows. */
const behind = (today: string) => plusMonths(quarterOf(today), 3 * limits.report.quarters);

const { endsListed } = limits.report;

const support = (perPage: number) =>
  query({
    load: (question: ReportQuestion, context) => ({
      ...reportRecords(question, context),
      support: supportBelow(question.id),
      ends: productEndsBelow(question.id, context.today, behind(context.today), endsListed),
      products: productsByEnd(question.id, { skip: (pageOf(question) - 1) * perPage, most: perPage }),
    }),
    view: (actor, { support: counted, ends, products, ...records }, question, { today }) => {
      const at = inPart(actor, records, "reports");
      const basis = basisOf(records, today);
      return {
        ...heading(at),
        basis,
        mayLoad: at.may("device.load"),
        support: supportIn(counted, basis.asOf),
        ends: ends.slice(0, endsListed),
        moreEnds: ends.length > endsListed,
        page: pageOf(question),
        more: products.length > perPage,
        products: products.slice(0, perPage),
      };
    },
  });

/** The products in use below an organization, and what ends when. */
export const supportPage = support(limits.report.perPage);

/** The same, a part of a file at a time. */
export const supportPart = support(limits.report.perFilePart);
