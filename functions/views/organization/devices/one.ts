import { advisoriesOf } from "#db/queries/advisory.ts";
import { deviceBySerial, productById, productIdOf } from "#db/queries/inventory.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { titleIn } from "#src/domain/reports/advisory.ts";
import { normalizeNumber } from "#src/domain/text.ts";
import { query } from "#functions/command/query.ts";
import { heading, inPart, partRecords } from "#functions/views/place/part.ts";

interface One {
  readonly id: OrganizationId;
  readonly serialNumber: string;
}

/** One device of an organization's own list with all that the provider knows of it. */
export const devicePage = query({
  load: ({ id, serialNumber: typed }: One, context) => {
    const serialNumber = normalizeNumber(typed);
    const productId = productIdOf(id, serialNumber);
    return {
      ...partRecords({ organizationId: id }, "devices", context),
      device: deviceBySerial(id, serialNumber),
      product: productById(productId),
      advisories: advisoriesOf(id, serialNumber, productId),
    };
  },
  view: (actor, { device: [device], product, advisories, ...records }, _, { language, today }) => {
    const at = inPart(actor, records, "devices");
    if (!device) throw new Refusal("notFound", "errors.404");
    return {
      ...heading(at),
      mayRemove: at.may("device.load"),
      today,
      device,
      product: product[0] ?? null,
      advisories: advisories.map(({ titles, ...advisory }) => ({
        ...advisory,
        said: titleIn(
          { title: advisory.title, titles: JSON.parse(titles) as Record<string, string> },
          language,
        ),
      })),
    };
  },
});
