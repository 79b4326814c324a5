import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { secretMark } from "#src/domain/api/key.ts";
import { letterOf, type LinkPurpose } from "#src/domain/link.ts";
import { keyFor, type KeyUse } from "./keys.ts";

const mac = (secret: string, use: KeyUse, text: string) =>
  createHmac("sha256", keyFor(secret, use)).update(text).digest("base64url");

/** Compares in a time that tells nothing of where two texts differ. */
export function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export const sha256 = (text: string | Uint8Array) => createHash("sha256").update(text).digest("base64url");

const tagBy = (secret: string, use: KeyUse, text: string) => mac(secret, use, text).slice(0, 16);

/** A tag that only this portal can make for this text. */
export const tag = (secrets: readonly string[], use: KeyUse, text: string) => tagBy(secrets[0]!, use, text);

export const isTag = (secrets: readonly string[], use: KeyUse, text: string, presented: string) =>
  secrets.some((secret) => sameText(tagBy(secret, use, text), presented));

/** The secret part of a link: HMAC-SHA-256 over purpose, id and nonce (SECURITY.md 4). */
export const linkToken = (secret: string, link: { purpose: LinkPurpose; id: string; nonce: string }) =>
  letterOf(link.purpose) + mac(secret, "link", `${link.purpose}|${link.id}|${link.nonce}`);

/** A code as it is kept: of no use without the portal's secret. */
export const codeHash = (secret: string, code: string) => mac(secret, "code hash", code);

/** What binds a browser to the codes that it asks for, from the form with which it asks first: sent twice, the same. */
export const browserKey = (secrets: readonly string[], operationId: string) =>
  mac(secrets[0]!, "browser", operationId);

/** The secret of a collector's key, from the operation that makes it: the same form sent again makes the same key. */
export const collectorSecret = (secrets: readonly string[], operationId: string) =>
  mac(secrets[0]!, "collector", operationId);

/** The secret of a key of the provider's systems, likewise. */
export const apiSecret = (secrets: readonly string[], operationId: string) =>
  secretMark + mac(secrets[0]!, "api key", operationId);

/** That this portal has sealed a hash of the audit. */
export const auditTag = (secret: string, hash: string) => mac(secret, "audit", hash);

/** A mailbox as it is kept of those who want no messages: nobody without the secret can tell whose it is. */
export const mailboxMark = (secret: string, mailbox: string) => mac(secret, "unwanted", mailbox);

export const nonce = () => randomBytes(16).toString("base64url");

/** Encrypts text for one use (AES-256-GCM, newest secret). */
export function seal(secrets: readonly string[], use: KeyUse, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor(secrets[0]!, use), iv);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
}

/** The sealed text, whichever of the secrets sealed it; null when none did. */
export function unseal(secrets: readonly string[], use: KeyUse, sealed: string): string | null {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length < 28) return null;
  for (const secret of secrets) {
    try {
      const decipher = createDecipheriv("aes-256-gcm", keyFor(secret, use), bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    } catch {
      continue;
    }
  }
  return null;
}
