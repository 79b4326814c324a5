import type { Result } from "#db/builder.ts";
import type { linkByHash } from "#db/queries/link.ts";
import { linkState } from "#src/domain/link.ts";
import { Refusal, toldByPage } from "#src/domain/refusal.ts";
import { signedIn } from "#functions/command/query.ts";
import type { Actor, Context, Person } from "#functions/context/context.ts";

type StoredLink = Result<ReturnType<typeof linkByHash>>[number];

/** One link in the hands of the person it was sent to, and what it still is. */
export interface OwnLink {
  readonly person: Person;
  readonly link: StoredLink;
  readonly state: ReturnType<typeof linkState>;
}

/** The asker as the one person a link was sent to; refuses unknown links and everyone else. */
export function ownLink(actor: Actor, [link]: readonly StoredLink[], { now }: Context): OwnLink {
  const person = signedIn(actor);
  if (!link) throw unknownLink();
  if (link.addressee !== person.email) throw toldByPage("forbidden");
  return { person, link, state: linkState(link, now) };
}

export const unknownLink = () => new Refusal("notFound", "link.unknown");

/** The link has expired, was replaced or used, or its matter is over. */
export const linkOver = () => toldByPage("gone");
