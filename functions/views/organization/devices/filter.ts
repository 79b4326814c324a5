import type { DeviceFilter } from "#db/queries/inventory.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { normalizeProductId } from "#src/domain/collect/device.ts";
import { limits } from "#src/domain/limits.ts";
import { coverages } from "#src/domain/reports/coverage.ts";
import { supports } from "#src/domain/reports/product.ts";
import { oneLine } from "#src/domain/text.ts";

/** What the address of a list of devices says, as it was typed. */
export interface DeviceQuestion {
  readonly id: OrganizationId;
  readonly search?: string;
  readonly product?: string;
  readonly coverage?: string;
  readonly support?: string;
  readonly after?: string;
}

type Place = NonNullable<DeviceFilter["after"]>;

/** A device as an address names its place in the list; serial numbers have no colon. */
export const afterOf = ({ serialNumber, hostName }: Place) => `${serialNumber}:${hostName}`;

function placeOf(after: string): DeviceFilter["after"] {
  const at = after.indexOf(":");
  return at < 1 ? null : { serialNumber: after.slice(0, at), hostName: after.slice(at + 1) };
}

const oneOf = <T extends string>(some: readonly T[], typed = "") => some.find((one) => one === typed) ?? null;

/** The filter that an address names; what is none is left aside. */
export const filterOf = ({
  search = "",
  product = "",
  coverage,
  support,
  after = "",
}: DeviceQuestion): DeviceFilter => ({
  search: oneLine(search).slice(0, limits.device.hostName),
  product: normalizeProductId(product).slice(0, limits.device.productId),
  coverage: oneOf(coverages, coverage),
  support: oneOf(supports, support),
  after: placeOf(after),
});
