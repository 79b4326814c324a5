import { organizationKey } from "#functions/rights/place.ts";
import { request, requests } from "#functions/views/place/requests.ts";

export const organizationRequestsPage = requests(organizationKey);

export const organizationRequestPage = request(organizationKey);
