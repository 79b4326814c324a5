import { limits } from "#src/domain/limits.ts";
import { organizationKey } from "#functions/rights/place.ts";
import { history } from "#functions/views/place/history.ts";

export const historyPage = history(organizationKey, limits.history.perPage);

/** The same, a part of a file at a time. */
export const historyPart = history(organizationKey, limits.history.perFilePart);
