import type { Write } from "#db/client.ts";
import { type AccessRequestRow, askedOf } from "#db/queries/access-request-row.ts";
import type { Administrator } from "#db/queries/administrator.ts";
import type { LinkId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { counts } from "#src/domain/seat.ts";
import type { Context } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import { issueLink } from "#functions/context/links.ts";

/** Somebody who can decide, with the link that this person has or gets. */
export interface Addressee {
  readonly to: Reader;
  readonly linkId: LinkId;
  readonly writes: readonly Write[];
}

interface Deciding extends Reader {
  readonly personId: string;
}

/**
 * Everybody who was asked about a request and may still decide, each with the live link or a new one. When nobody of
 * them may any more, the first of those who can decide now.
 */
export function addressees(
  request: AccessRequestRow,
  deciders: readonly Deciding[],
  context: Context,
): readonly Addressee[] {
  const others = deciders.filter(({ personId }) => personId !== request.requesterId);
  const able = [...new Map(others.map((one) => [one.email, one])).values()];
  const asked = askedOf(request);
  const again = able.filter(({ email }) => asked.some((one) => one.email === email));
  return (again.length ? again : able.slice(0, 1)).map(({ email, name, language }) => {
    const to = { email, name, language };
    const live = asked.find((one) => one.live && one.email === email);
    if (live) return { to, linkId: live.linkId, writes: [] };
    const { lifetime } = limits.lastingLink;
    const link = issueLink({ purpose: "decideRequest", email, subjectId: request.id, lifetime }, context);
    return { to, linkId: link.id, writes: [link.write] };
  });
}

/** Who decides on a request for an organization, nearest first. */
export const inOffice = (administrators: readonly Administrator[]): readonly Deciding[] =>
  administrators.filter(counts);
