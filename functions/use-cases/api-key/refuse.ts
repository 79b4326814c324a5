import type { Context } from "#functions/context/context.ts";
import { wrongKey } from "#functions/quotas/quotas.ts";

/** Counts a wrong key for its network; gives how long to wait, in milliseconds, where there were too many; 0: not yet. */
export async function countWrongKey(context: Context): Promise<number> {
  const { database, network } = context;
  const subject = { "wrong-key-network": network };
  const wait = wrongKey.wait(await database.read(wrongKey.read(subject, context)), subject, context);
  if (network && wait === 0) await database.write(null, wrongKey.count(subject, context).writes);
  return wait;
}
