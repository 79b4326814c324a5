import { limits } from "#src/domain/limits.ts";
import { organizationKey } from "#functions/rights/place.ts";
import { history } from "#functions/views/place/history.ts";

export const historyPage = history(organizationKey, limits.history.perPage);

/** The same as one long list, for a file. */
export const historyExport = history(organizationKey, limits.history.perFile);
