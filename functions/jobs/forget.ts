import { openDatabase } from "#db/client.ts";
import { forgetDecidersChanged } from "#db/queries/deciders-changed.ts";
import { retention } from "#db/queries/retention.ts";
import { limits } from "#src/domain/limits.ts";
import type { Keeping } from "#src/domain/personal-data.ts";
import type { Settings } from "#functions/context/env.ts";
import { systemContext } from "./sweep.ts";

const { rows, rounds } = limits.cleaning;
const patience = 25_000;

/** What goes by the real time: messages, codes and sessions do, whatever the local run's clock says. */
const byRealTime: ReadonlySet<Keeping> = new Set([
  "message",
  "messageAddress",
  "sealedCode",
  "session",
  "code",
  "farewell",
]);

const kinds = Object.keys(retention) as Keeping[];

/**
 * Empties what has been kept long enough (`src/domain/personal-data.ts`): all kinds in one trip, so many rows of each at a
 * time; what is left waits for the next minute. Gives the number of rows.
 */
export async function forget(settings: Settings, most: number = rows): Promise<number> {
  const { now, realNow } = await systemContext(settings, "forget");
  const database = openDatabase({ ...settings.database, patience });
  const statements = kinds.map((kind) =>
    retention[kind]((byRealTime.has(kind) ? realNow : now) - limits.kept[kind], most),
  );
  const [first, ...others] = [...statements, forgetDecidersChanged(realNow - limits.decidersChanged)];
  let done = 0;
  for (let round = 0; first && round < rounds; round += 1) {
    const results = (await database.writeIdempotent([first, ...others])).slice(0, kinds.length).map(changed);
    done += results.reduce((sum, one) => sum + one, 0);
    if (!results.includes(most)) break;
  }
  return done;
}

const changed = (result: unknown) => (result as { rowsAffected?: number }).rowsAffected ?? 0;
