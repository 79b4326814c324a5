import { accountAddress } from "./accounts.ts";
import { organizationAddress } from "./organizations.ts";

type Named =
  | { readonly kind: "organization"; readonly id: string }
  | { readonly kind: "account"; readonly domain: string };

/** The address of an organization or a Smart Account, or of one of its parts, without language. */
export const placeAddress = (place: Named, part = "") =>
  place.kind === "account" ? accountAddress(place.domain, part) : organizationAddress(place.id, part);
