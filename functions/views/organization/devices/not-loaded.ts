import { otherProducts } from "#db/queries/inventory.ts";
import { notLoaded } from "#db/queries/report.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { query } from "#functions/command/query.ts";
import { heading, inPart, partRecords } from "#functions/views/place/part.ts";

/** What the address says: behind which serial number each of the two lists begins. */
interface Question {
  readonly id: OrganizationId;
  readonly after?: string;
  readonly differAfter?: string;
}

const { perPage } = limits.inventory;

/** A page of a list by serial number, and where the next one begins; null: nowhere. */
const paged = <Row extends { readonly serialNumber: string }>(rows: readonly Row[], after = "") => ({
  isFirst: after === "",
  rows: rows.slice(0, perPage),
  next: rows.length > perPage ? rows[perPage - 1]!.serialNumber : null,
});

/** Where contracts and list differ: devices under contract that no list has, and other products than the list says. */
export const notLoadedPage = query({
  load: ({ id, after = "", differAfter = "" }: Question, context) => ({
    ...partRecords({ organizationId: id }, "devices", context),
    missing: notLoaded(id, after, perPage),
    differing: otherProducts(id, differAfter, perPage),
  }),
  view: (actor, { missing, differing, ...records }, { after, differAfter }) => ({
    ...heading(inPart(actor, records, "devices")),
    missing: paged(missing, after),
    differing: paged(differing, differAfter),
  }),
});
