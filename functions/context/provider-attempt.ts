import type { Language } from "#src/i18n/languages.ts";
import { sha256 } from "./secrets.ts";

/** A sign-in with a provider that has begun in this browser. */
export interface Attempt {
  readonly secret: string;
  /** Until when the browser may come back, in real time. */
  readonly until: number;
  /** Where to go on to. */
  readonly next: string | null;
  /** Whoever is signed in shows once more who that is. */
  readonly again: boolean;
  readonly language: Language;
}

/** What the provider is told and gives back, or has to be shown: each follows from the secret, and from none of the others. */
export const provenOf = ({ secret }: Pick<Attempt, "secret">) => ({
  state: sha256(`state ${secret}`),
  nonce: sha256(`nonce ${secret}`),
  verifier: sha256(`verifier ${secret}`),
});
