import type { Message } from "./refusal.ts";
import { isPlainName } from "./plain-name.ts";
import { companyNamesProvider } from "./provider-name.ts";
import { oneLine } from "./text.ts";

/**
 * The name that somebody gives to something others read of, in messages of the portal too: as it was typed, made clean, and what
 * is wrong with it. `longest`: in characters; `errors`: where its sentences stand.
 */
export function thingName(
  typed: string,
  longest: number,
  errors: "account.virtual.errors" | "collector.errors",
): { name: string; problem: Message | null } {
  const name = oneLine(typed);
  const problem = (): Message | null => {
    if (!name) return { key: `${errors}.nameRequired` };
    if ([...name].length > longest) return { key: `${errors}.nameTooLong`, params: { max: longest } };
    if (companyNamesProvider(name)) return { key: `${errors}.nameOurs` };
    return isPlainName(name) ? null : { key: `${errors}.nameAddress` };
  };
  return { name, problem: problem() };
}

/** Names that differ only in case are one. */
export const sameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
