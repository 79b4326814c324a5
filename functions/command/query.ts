import type { SQL } from "#db/builder.ts";
import type { Read, Reading } from "#db/gate.ts";
import { mustGoOn, nobodyId, personBySession, type SessionPerson } from "#db/queries/person.ts";
import type { Waiting } from "#db/queries/waiting.ts";
import { signInNeeded } from "#src/domain/refusal.ts";
import {
  emailOfAsker,
  forgetAsker,
  idOfAsker,
  knownAsker,
  mailboxOfAsker,
  rememberAsker,
} from "#functions/context/askers.ts";
import type { Actor, Context, Person } from "#functions/context/context.ts";
import { sessionUntil } from "#functions/context/session-life.ts";

export type Load = Record<string, Reading>;
export type Loaded<L extends Load> = { [K in keyof L]: Read<L[K]> };

/** Sends the asker on to another address of the portal (without language): what they asked for is not the place now. */
export class Elsewhere extends Error {
  override readonly name = "Elsewhere";
  readonly address: string;

  constructor(address: string) {
    super(`elsewhere: ${address}`);
    this.address = address;
  }
}

/** What stands before all readings of a request with a session: to whoever is taken for known it is a gate. */
function askerRecords(session: { readonly token: string }, context: Context) {
  const { agents } = context.settings;
  const known = knownAsker(session);
  return {
    session: known
      ? mustGoOn(session.token, known.email, agents.includes(known.email), context)
      : personBySession(session.token, agents, context),
  };
}

/** Reads the asker's session with whatever else is needed, in one trip; `until`: where its use is to be recorded. */
export async function readWithActor<L extends Load>(context: Context, load: () => L) {
  const { database, session, noted } = context;
  const read = async () => {
    const asked = typeof session === "object" ? askerRecords(session, context) : {};
    return (await database.read({ ...asked, ...load() })) as Loaded<L> & {
      session?: readonly (SessionPerson & Waiting)[];
    };
  };
  let loaded = await read();
  const { own, waiting } = apart(loaded.session?.[0]);
  if (noted && own) noted.personId = own.id;
  // To whoever was known and whose session has ended nothing was read: what anybody may read is read now.
  if (typeof session === "object" && !own && forgetAsker(session)) loaded = await read();
  if (typeof session === "object" && own) rememberAsker(session, own);
  const actor: Actor = session === "system" ? "system" : (own ?? "nobody");
  return {
    loaded: loaded as Loaded<L>,
    actor,
    waiting,
    until: own && sessionUntil(own, context),
  };
}

/** Who it is, and what waits. */
function apart(row: (SessionPerson & Waiting) | undefined) {
  if (!row) return {};
  const { tasks, reviews, ...own } = row;
  return { own, waiting: { tasks, reviews } };
}

/** The id of the asker, for use inside a statement. */
export const asker = ({ session }: Context): SQL =>
  typeof session === "object" ? idOfAsker(session) : nobodyId;

/** The address of the asker, for use inside a statement. */
export const askerEmail = ({ session }: Context): SQL =>
  typeof session === "object" ? emailOfAsker(session) : nobodyId;

/** The mailbox of the asker, by which it is counted what somebody does. */
export const askerMailbox = ({ session }: Context): SQL =>
  typeof session === "object" ? mailboxOfAsker(session) : nobodyId;

/** Saves the trip for whoever cannot be signed in. */
export function needsSession({ session }: Context) {
  if (session === "nobody") throw signInNeeded();
}

/** The person who asks, also one whose name is not known yet; refuses nobody. */
export function someone(actor: Actor): Person {
  if (typeof actor === "string") throw signInNeeded();
  return actor;
}

/** The person who asks; refuses nobody, and leads whoever has no name yet to the profile. */
export function signedIn(actor: Actor): Person {
  const person = someone(actor);
  if (!person.name) throw new Elsewhere("profile");
  return person;
}

/** Who asks, and what is shown. */
export interface Asked<View> {
  readonly actor: Actor;
  readonly view: View;
  /** What waits for whoever asks. */
  readonly waiting?: Waiting | undefined;
  /** Until when the session goes on, where its use is to be recorded. */
  readonly until?: number | undefined;
}

interface Definition<Input, L extends Load, View> {
  /** True where one need not be signed in. */
  readonly anyone?: true;
  /** Everything the page needs; the asker is known here only by session token. */
  readonly load: (input: Input, context: Context) => L;
  /** What the page shows; refuses what the asker may not see. */
  readonly view: (actor: Actor, loaded: Loaded<L>, input: Input, context: Context) => View;
}

/** A page's reading: one trip, then a view computed in memory. */
export function query<Input, L extends Load, View>(definition: Definition<Input, L, View>) {
  return {
    ...definition,
    async ask(context: Context, input: Input): Promise<Asked<View>> {
      if (!definition.anyone) needsSession(context);
      const { loaded, ...who } = await readWithActor(context, () => definition.load(input, context));
      return { ...who, view: definition.view(who.actor, loaded, input, context) };
    },
  };
}

export interface Query<Input, View> {
  readonly load: (input: Input, context: Context) => Load;
  readonly ask: (context: Context, input: Input) => Promise<Asked<View>>;
}

/** What a page is given by its query. */
export type ViewOf<Q> = Q extends { ask: (...args: never[]) => Promise<{ view: infer View }> } ? View : never;
