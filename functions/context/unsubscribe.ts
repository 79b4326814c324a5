import { type OrganizationId, organizationIdOf, type PersonId } from "#src/domain/ids.ts";
import { isTag, tag } from "./secrets.ts";

const kinds = ["digest", "urgent"] as const;

/** Messages that somebody is sent about an organization until this person wants no more. */
export interface Reports {
  readonly kind: (typeof kinds)[number];
  readonly personId: PersonId;
  /** Null: about everything, where one message told of several organizations. */
  readonly organizationId: OrganizationId | null;
}

/** Everything that is sent to a mailbox whose person has never signed in. */
export interface Invitations {
  readonly kind: "invitation";
  readonly mailboxHash: string;
}

export type Stoppable = Reports | Invitations;

const use = "unsubscribe";

/** How it is kept; ids of people have no slash, those of organizations may. */
export const keyOf = (what: Stoppable) =>
  what.kind === "invitation"
    ? `${what.kind}/${what.mailboxHash}`
    : `${what.kind}/${what.personId}/${what.organizationId ?? ""}`;

/** The secret part of an address at which messages are stopped: the key, and that this portal has written it. */
export const unsubscribeToken = (secrets: readonly string[], key: string) =>
  `${Buffer.from(key).toString("base64url")}.${tag(secrets, use, key)}`;

/** What a token stops; null for one that this portal has not written. */
export function stoppedBy(secrets: readonly string[], token: string): Stoppable | null {
  const [written = "", proof = ""] = token.split(".");
  const key = Buffer.from(written, "base64url").toString();
  if (!isTag(secrets, use, key, proof)) return null;
  const [kind, whose = "", ...organizationId] = key.split("/");
  if (kind === "invitation") return { kind, mailboxHash: whose };
  const known = kinds.find((one) => one === kind);
  if (!known) return null;
  return {
    kind: known,
    personId: whose as PersonId,
    organizationId: organizationIdOf(organizationId.join("/")) || null,
  };
}

/** Whether reports of a kind are stopped already, wherever they could be wanted. */
export const isStopped = (
  { kind }: Reports,
  chosen: readonly { readonly digest: string | null; readonly urgent: 0 | 1 | null }[],
) => chosen.every(({ digest, urgent }) => (kind === "digest" ? digest === "none" : urgent === 0));
