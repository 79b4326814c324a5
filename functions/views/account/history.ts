import { limits } from "#src/domain/limits.ts";
import { accountKey } from "#functions/rights/place.ts";
import { history } from "#functions/views/place/history.ts";

export const accountHistoryPage = history(accountKey, limits.history.perPage);

/** The same, a part of a file at a time. */
export const accountHistoryPart = history(accountKey, limits.history.perFilePart);
