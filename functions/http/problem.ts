import type { PageKey } from "#locales/keys.ts";
import type { RefusalKind } from "#src/domain/refusal.ts";

export const statusOf = {
  invalid: 422,
  signIn: 303,
  notFound: 404,
  forbidden: 403,
  conflict: 409,
  gone: 410,
  throttled: 429,
  malformed: 400,
} as const satisfies Record<RefusalKind, number>;

/** Why an answer is not what was asked for, as the error page tells it. */
export interface Problem {
  readonly status: 400 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 429 | 500 | 503;
  /** The group of sentences that tells it. */
  readonly key: PageKey;
  readonly params: Readonly<Record<string, string | number>>;
  /** The form to send again unchanged, when nothing was lost. */
  readonly again?: { readonly fields: Readonly<Record<string, string>> };
}
