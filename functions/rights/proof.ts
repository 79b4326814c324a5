import { limits } from "#src/domain/limits.ts";
import { proofNeeded } from "#src/domain/refusal.ts";
import type { Context, Person } from "#functions/context/context.ts";

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
