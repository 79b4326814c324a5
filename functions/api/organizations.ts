import { organizationDetailPage } from "../use-cases/organization/page.ts";
import { resource, show } from "./address.ts";

/** Access management (contract.md, Addresses). */
export const organizations = resource().at("organizations/:id", {
  get: show({ place: "organization", query: organizationDetailPage }),
}).routes;
