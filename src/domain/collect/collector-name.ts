import { limits } from "#src/domain/limits.ts";
import type { Message } from "#src/domain/refusal.ts";
import { oneLine } from "#src/domain/text.ts";

const { name: longest } = limits.collector;

/** The name of a collector's key as it was typed, made clean, and what is wrong with it. */
export function collectorName(typed: string): { name: string; problem: Message | null } {
  const name = oneLine(typed);
  if (!name) return { name, problem: { key: "collector.errors.nameRequired" } };
  if ([...name].length > longest)
    return { name, problem: { key: "collector.errors.nameTooLong", params: { max: longest } } };
  return { name, problem: null };
}

/** Names that differ only in case are one. */
export const isSameCollector = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
