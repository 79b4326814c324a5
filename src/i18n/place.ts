import type { Organization } from "#src/domain/organization.ts";
import type { Formats } from "./formats.ts";

/** Where an organization is, in one line. */
export const placeOf = (
  { street, postalCode, city, region, country }: Organization,
  formats: Pick<Formats, "country">,
) =>
  [street, [postalCode, city].filter(Boolean).join(" "), region, formats.country(country)]
    .filter(Boolean)
    .join(", ");
