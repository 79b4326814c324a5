import type { Result } from "#db/builder.ts";
import { beganSince } from "#db/queries/person.ts";
import { limits } from "#src/domain/limits.ts";
import { forbidden } from "#src/domain/refusal.ts";
import { signedIn } from "#functions/command/query.ts";
import type { Actor, Context } from "#functions/context/context.ts";

/** Whether the asker's session has only just begun: then whoever asks reads the person's mail. */
export const freshRecords = ({ session, realNow }: Context) => ({
  fresh: beganSince(typeof session === "object" ? session.token : "", realNow - limits.session.fresh),
});

/** The person who asks, in a session that has only just begun. */
export function freshlySignedIn(actor: Actor, fresh: Result<ReturnType<typeof beganSince>>) {
  const person = signedIn(actor);
  if (!fresh.length) throw forbidden("data.errors.codeFirst");
  return person;
}
