import { limits } from "./limits.ts";
import type { Message } from "./refusal.ts";
import { isPlainName } from "./plain-name.ts";
import { companyNamesProvider } from "./provider-name.ts";
import { oneLine } from "./text.ts";

const { longestName: longest } = limits.virtualAccount;

/** The name of a virtual account as it was typed, made clean, and what is wrong with it. */
export function virtualAccountName(typed: string): { name: string; problem: Message | null } {
  const name = oneLine(typed);
  if (!name) return { name, problem: { key: "account.virtual.errors.nameRequired" } };
  if ([...name].length > longest)
    return { name, problem: { key: "account.virtual.errors.nameTooLong", params: { max: longest } } };
  if (companyNamesProvider(name)) return { name, problem: { key: "account.virtual.errors.nameOurs" } };
  return { name, problem: !isPlainName(name) ? { key: "account.virtual.errors.nameAddress" } : null };
}

/** Names that differ only in case are one. */
export const sameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
