import { limits } from "#src/domain/limits.ts";
import type { Message } from "#src/domain/refusal.ts";
import { oneLine } from "#src/domain/text.ts";

const { name: longest, lifetimes, warnBefore } = limits.apiKey;

/** How a secret begins, so that tools which look for secrets in code know it. */
export const secretMark = "pak_";

/** The name of a system as it was typed, made clean, and what is wrong with it. */
export function systemName(typed: string): { name: string; problem: Message | null } {
  const name = oneLine(typed);
  if (!name) return { name, problem: { key: "apiKeys.errors.nameRequired" } };
  if ([...name].length > longest)
    return { name, problem: { key: "apiKeys.errors.nameTooLong", params: { max: longest } } };
  return { name, problem: null };
}

/** For how many days a key is made; null: for so many none is. */
export const lifetimeOf = (typed: string) => lifetimes.find((days) => String(days) === typed) ?? null;

/** Names that differ only in case are one. */
export const isSameSystem = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** How many warnings are due before a key ends by itself. */
export const keyWarningsDue = (expiresAt: number, now: number) =>
  warnBefore.filter((before) => expiresAt - before <= now).length;
