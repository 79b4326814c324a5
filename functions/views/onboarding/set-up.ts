import { setUpSince } from "#db/queries/provisioning.ts";
import { limits } from "#src/domain/limits.ts";
import { asker, type Loaded } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";

/** Whether the asker's access is still on its way to the provider's tools, to be read with a page. */
export const setUp = (context: Context) => ({ setUp: setUpSince(asker(context)) });

/** Since when the account is being set up, and whether that is longer than promised; null: all is done. */
export function setUpView({ setUp: [row] }: Loaded<ReturnType<typeof setUp>>, { now }: Pick<Context, "now">) {
  const since = row?.since ?? null;
  return since === null ? null : { since, late: now - since > limits.setUp.promisedWithin };
}
