import type { linkByHash } from "#db/queries/link.ts";
import type { Result } from "#db/builder.ts";
import { linkState } from "#src/domain/link.ts";
import { Refusal, toldByPage } from "#src/domain/refusal.ts";
import type { Context, Person } from "#functions/context/context.ts";

export type StoredLink = Result<ReturnType<typeof linkByHash>>[number];

/** The link and what it still is, for the one person it was sent to; refuses unknown links and everyone else. */
export function ownLink(link: StoredLink | undefined, person: Person, { now }: Context) {
  if (!link) throw new Refusal("notFound", "link.unknown");
  if (link.email !== person.email) throw toldByPage("forbidden");
  return { link, state: linkState(link, now) };
}
