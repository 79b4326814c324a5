import { hkdfSync } from "node:crypto";

/** What the portal keeps keys for: one is derived from each secret for each use (SECURITY.md 13). */
export const keyUses = {
  session: "signs the cookie of a session",
  link: "makes the tokens of links",
  unsubscribe: "signs the addresses at which messages are stopped",
  "code hash": "hashes the sign-in codes that are kept",
  code: "encrypts a sign-in code until it has been sent",
  operation: "signs the ids of forms for whom they were shown to",
  "account found": "signs that this person has entered this identifier",
  draft: "encrypts what was typed, in a cookie",
  problems: "signs what is wrong with a form, in the form, while the language is changed",
  address: "encrypts the address that signs in, and what binds its browser to the code, in a cookie",
  browser: "makes what binds a browser to its codes",
  device: "encrypts who has signed in in a browser, in a cookie",
  "way in": "encrypts for whom and until when a new browser may ask for a code, in a message",
  invited: "encrypts who was invited to register, and by whom, in a message",
  passkey: "signs what a passkey is asked to sign",
  provider: "encrypts what binds a browser to its sign-in with a provider, in a cookie",
  collector: "makes the keys of collectors",
  "api key": "makes the keys of the provider's systems",
  network: "hashes the network of a request, for the log",
  audit: "seals the audit",
  said: "encrypts what is said of an act on the page that it leads to, in a cookie",
  unwanted: "hashes the mailboxes of those who want no messages",
  "new key": "encrypts a new key on its way to its maker, in a cookie",
} as const;

export type KeyUse = keyof typeof keyUses;

const derived = new Map<string, Buffer>();

/** The key of one of the portal's secrets for one use: HKDF-SHA-256, 32 bytes. What one key opens tells nothing of another. */
export function keyFor(secret: string, use: KeyUse): Buffer {
  const name = `${use}|${secret}`;
  const known = derived.get(name) ?? Buffer.from(hkdfSync("sha256", secret, "", `passerelle ${use}`, 32));
  derived.set(name, known);
  return known;
}
