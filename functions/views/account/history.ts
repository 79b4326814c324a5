import { limits } from "#src/domain/limits.ts";
import { accountKey } from "#functions/rights/place.ts";
import { history } from "#functions/views/place/history.ts";

export const accountHistoryPage = history(accountKey, limits.history.perPage);

/** The same as one long list, for a file. */
export const accountHistoryExport = history(accountKey, limits.history.perFile);
