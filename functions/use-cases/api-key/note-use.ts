import { type ShownKey, useApiKey } from "#db/queries/api-key.ts";
import { limits } from "#src/domain/limits.ts";
import type { Context } from "#functions/context/context.ts";

/** Keeps that a key was used, to the hour; what it writes says so by itself. */
export const noteKeyUse = ({ database, now }: Context, { id, usedAt }: ShownKey) =>
  now - (usedAt ?? 0) < limits.apiKey.recordedAfter ? null : database.writeIdempotent([useApiKey(id, now)]);
