import { limits } from "#src/domain/limits.ts";
import { forbidden, proofNeeded } from "#src/domain/refusal.ts";
import { signedIn } from "#functions/command/query.ts";
import type { Actor, Context, Person } from "#functions/context/context.ts";

const isOld = (at: number | undefined | null, { realNow }: Context) =>
  realNow - (at ?? 0) > limits.passkey.countsFor;

/** Whether a provider has let somebody in, who may read none of the person's mail. */
export const isBegunByProvider = ({ authenticatedAt }: Person) => typeof authenticatedAt === "number";

/** Whether a provider has vouched in this session for a strong sign-in: it counts as a passkey does. */
export const isStronglyIn = (person: Person) =>
  isBegunByProvider(person) && typeof person.provedAt === "number";

/** When somebody showed by code, or at a provider, who that is: a provider lets in whoever sits at a browser that it knows. */
const cameAt = ({ authenticatedAt, sessionStartedAt }: Person) => authenticatedAt ?? sessionStartedAt;

/** Leads whoever has a passkey to show it, before something weighty, where it was not shown lately in this session. */
export function shownLately(person: Person, context: Context) {
  if ((person.hasPasskey || isStronglyIn(person)) && isOld(person.provedAt, context)) throw proofNeeded();
}

/** The same of everybody: whoever has no passkey signs in anew. */
export function provenLately(person: Person, context: Context) {
  shownLately(person, context);
  if (!person.hasPasskey && isOld(cameAt(person), context)) throw proofNeeded();
}

/** Whether somebody has only just signed in: then whoever asks reads that person's mail, or is who the provider says. */
export const isFresh = (person: Person, { realNow }: Context) =>
  realNow - (cameAt(person) ?? 0) < limits.session.fresh;

/** The person who asks, in a session that has only just begun. */
export function freshlySignedIn(actor: Actor, context: Context): Person {
  const person = signedIn(actor);
  if (!isFresh(person, context)) throw forbidden("data.errors.codeFirst");
  return person;
}
