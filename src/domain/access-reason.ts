import { limits } from "./limits.ts";
import type { Message } from "./refusal.ts";
import { manyLines } from "./text.ts";

const { shortest, longest } = limits.reasonForAccess;

/** Why somebody needs access to an account, made clean, and what is wrong with it; counted in characters. */
export function accessReason(typed: string): { reason: string; problem: Message | null } {
  const reason = manyLines(typed);
  const { length } = [...reason];
  const kind = !length ? "Required" : length < shortest ? "TooShort" : length > longest ? "TooLong" : null;
  const params = { min: shortest, max: longest };
  return { reason, problem: kind && { key: `access.request.errors.reason${kind}`, params } };
}
