import { accountKey } from "#functions/rights/place.ts";
import { request, requests } from "#functions/views/place/requests.ts";

export const accountRequestsPage = requests(accountKey);

export const accountRequestPage = request(accountKey);
