import type { RefusalKind } from "#src/domain/refusal.ts";

/** The status of an answer that refuses. */
export const statusOf = {
  invalid: 422,
  unconfirmed: 200,
  tooLarge: 413,
  signIn: 303,
  proof: 303,
  notFound: 404,
  forbidden: 403,
  conflict: 409,
  gone: 410,
  throttled: 429,
  malformed: 400,
} as const satisfies Record<RefusalKind, number>;
