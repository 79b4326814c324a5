import { openDatabase } from "#db/client.ts";
import { newId, type OperationId } from "#src/domain/ids.ts";
import { type Context, dayOf } from "#functions/context/context.ts";
import { type Bindings, settingsOf } from "#functions/context/env.ts";
import { nonce } from "#functions/context/secrets.ts";
import { secret } from "./scenery.ts";

/** What a command or a query is given. */
export function contextOf(url: string, session: Context["session"], own: Partial<Context> = {}): Context {
  const now = own.now ?? Date.now();
  const settings = settingsOf({
    DATABASE_URL: url,
    PORTAL_URL: "http://localhost:3000",
    PORTAL_SECRET: secret,
  } as Bindings);
  return {
    settings,
    database: openDatabase({ url, patience: 30_000 }),
    now,
    today: dayOf(now, settings.timeZone),
    realNow: now,
    session,
    operationId: crypto.randomUUID() as OperationId,
    newId,
    newNonce: nonce,
    language: "en",
    network: null,
    ...own,
  };
}

/** Ids that are counted, so that what follows from a command can be told exactly. */
export function countedIds(): Context["newId"] {
  let made = 0;
  return <T extends string>() => `new-${(made += 1)}` as T;
}
