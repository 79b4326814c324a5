import { addLink } from "#db/queries/link.ts";
import type { LinkId } from "#src/domain/ids.ts";
import type { LinkPurpose } from "#src/domain/link.ts";
import type { Context } from "./context.ts";
import { linkToken, sha256 } from "./secrets.ts";

export interface NewLink {
  readonly purpose: LinkPurpose;
  /** The one address that it is sent to. */
  readonly email: string;
  readonly subjectId: string;
  /** Milliseconds. */
  readonly lifetime: number;
}

/** A new link: the row to write, of which nothing can be used, and the id by which an e-mail is given its token. */
export function issueLink({ lifetime, ...matter }: NewLink, { settings, now, newId, newNonce }: Context) {
  const row = {
    id: newId<LinkId>(),
    ...matter,
    nonce: newNonce(),
    createdAt: now,
    expiresAt: now + lifetime,
  };
  const tokenHash = sha256(linkToken(settings.secrets[0], row));
  return { id: row.id, write: addLink({ ...row, tokenHash }) };
}

/** The token of a stored link, made again with whichever secret it was made with; null when none fits. */
export function tokenOf(
  secrets: readonly string[],
  stored: { purpose: LinkPurpose; id: string; nonce: string; tokenHash: string },
): string | null {
  return (
    secrets.map((secret) => linkToken(secret, stored)).find((token) => sha256(token) === stored.tokenHash) ??
    null
  );
}
