import { limits } from "#src/domain/limits.ts";
import { forbidden, proofNeeded } from "#src/domain/refusal.ts";
import { signedIn } from "#functions/command/query.ts";
import type { Actor, Context, Person } from "#functions/context/context.ts";

const isOld = (at: number | undefined | null, { realNow }: Context) =>
  realNow - (at ?? 0) > limits.passkey.countsFor;

/** Leads whoever has a passkey to show it, before something weighty, where it was not shown lately in this session. */
export function shownLately({ hasPasskey, provedAt }: Person, context: Context) {
  if (hasPasskey && isOld(provedAt, context)) throw proofNeeded();
}

/** The same of everybody: whoever has no passkey signs in anew. */
export function provenLately(person: Person, context: Context) {
  shownLately(person, context);
  if (!person.hasPasskey && isOld(person.sessionStartedAt?.getTime(), context)) throw proofNeeded();
}

/** Whether somebody's session has only just begun: then whoever asks reads that person's mail. */
export const isFresh = ({ sessionStartedAt }: Person, { realNow }: Context) =>
  realNow - (sessionStartedAt?.getTime() ?? 0) < limits.session.fresh;

/** The person who asks, in a session that has only just begun. */
export function freshlySignedIn(actor: Actor, context: Context): Person {
  const person = signedIn(actor);
  if (!isFresh(person, context)) throw forbidden("data.errors.codeFirst");
  return person;
}
