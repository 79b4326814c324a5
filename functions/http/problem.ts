import type { Exchange } from "./exchange.ts";

/** Everything that a system of the provider's may be refused for, by the code that its program goes by (RFC 9457). */
export const problems = {
  malformed: [400, "The request cannot be read"],
  idempotencyKeyMissing: [400, "A write needs an Idempotency-Key"],
  unknownKey: [401, "The key is missing, wrong, ended or expired"],
  scopeMissing: [403, "The key may not do this"],
  notFound: [404, "There is no such thing"],
  methodNotAllowed: [405, "The address has no such method"],
  moved: [409, "Somebody else changed it at the same time; send the request again"],
  settled: [409, "The case was decided already"],
  needsAgent: [409, "Only an agent can settle a case of this kind"],
  idempotencyKeySpent: [409, "The Idempotency-Key was used long ago; what was answered is not kept any more"],
  tooLarge: [413, "The body is too large"],
  format: [415, "The body is of another type than this address takes"],
  misdirected: [421, "The portal has another host name"],
  invalid: [422, "Something that was sent is not as it must be"],
  idempotencyKeyReused: [422, "The Idempotency-Key was used for another request"],
  unusableFile: [422, "The file as a whole cannot be read"],
  tooManyRequests: [429, "Too many requests; wait as long as Retry-After says"],
  internal: [500, "Something is wrong with the portal"],
  unavailable: [503, "The portal is away for a moment; the same request can be sent again"],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof problems;

interface Details {
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** A request of a system that is refused. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly details: Details;

  constructor(code: ProblemCode, details: Details = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** Whether an address is one of the API. */
export const isOfApi = (path: string) => path === "/api" || path.startsWith("/api/");

/** Answers with problem details. */
export function answerProblem(exchange: Exchange, code: ProblemCode, details: Details = {}): Response {
  const [status, title] = problems[code];
  exchange.set("refused", code);
  if (status === 401) exchange.header("WWW-Authenticate", "Bearer");
  if (status === 503) exchange.header("Retry-After", "10");
  const type = `/api/v1/openapi.json#/components/responses/${code}`;
  const instance = `urn:request:${exchange.var.requestId}`;
  const body = JSON.stringify({ type, title, status, code, instance, ...details });
  return exchange.body(body, status, { "Content-Type": "application/problem+json" });
}
