import type { PageKey } from "#locales/keys.ts";

/** Why an answer is not what was asked for, as the error page tells it. */
export interface Problem {
  readonly status: 400 | 403 | 404 | 405 | 408 | 409 | 410 | 413 | 415 | 421 | 429 | 500 | 503;
  /** The group of sentences that tells it. */
  readonly key: PageKey;
  readonly params: Readonly<Record<string, string | number>>;
  /** The form to send again unchanged, when nothing was lost. */
  readonly again?: { readonly fields: Readonly<Record<string, string>> };
}
