import { openDatabase, Unreachable } from "#db/client.ts";
import journal from "#db/migrations/meta/_journal.json" with { type: "json" };
import { restOfMail } from "#db/queries/outbox.ts";
import { beat, newestMigration } from "#db/queries/record.ts";
import { limits } from "#src/domain/limits.ts";
import { logFailure } from "#functions/context/log.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { version } from "#functions/http/version.ts";

const patience = 3000;
/** The instant of the last migration that this code counts on. */
const countedOn = Math.max(...journal.entries.map(({ when }) => when));

/** `disk`: it is full, broken or not to be written; `behind`: a migration of this code is missing there. */
type Database = "ok" | "unreachable" | "disk" | "behind";
type Seen = { readonly database: Database; readonly mail?: "ok" | "resting" };
let last: { readonly seen: Seen; readonly overAt: number } | undefined;

/**
 * 200 when the database can be read and written, and has all migrations that this code counts on; a row is written every 10 s at most. Mail that rests is told and no reason
 * to be ill: people are served, and nothing is lost. One looks at a time: whoever asks meanwhile is told what was found
 * last, so that many who ask make no more work than one.
 */
export async function health(exchange: Exchange) {
  const { realNow } = exchange.var.context;
  const seen = last && realNow < last.overAt ? last.seen : await look(exchange);
  return seen.database === "ok"
    ? exchange.json({ status: "ok", version, ...seen })
    : exchange.json({ status: "unavailable", version, ...seen }, 503);
}

async function look({ var: { settings, meter, context, requestId } }: Exchange): Promise<Seen> {
  const at = context.realNow;
  if (last) last = { seen: last.seen, overAt: at + patience };
  const database = openDatabase({ ...settings.database, meter, patience });
  const seen = await database
    .writeIdempotent([beat(at, at - limits.heartbeat), restOfMail(), newestMigration()])
    .then(
      ([, rest, newest]): Seen => ({
        database: (newest[0]?.at ?? 0) < countedOn ? "behind" : "ok",
        mail: rest.length ? "resting" : "ok",
      }),
      (error: unknown): Seen => {
        const isOfTheDisk = error instanceof Unreachable && error.code !== undefined;
        if (isOfTheDisk) logFailure({ requestId }, error);
        return { database: isOfTheDisk ? "disk" : "unreachable" };
      },
    );
  last = { seen, overAt: 0 };
  return seen;
}
