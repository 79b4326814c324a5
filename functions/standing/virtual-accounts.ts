import { accountIdOf } from "#db/queries/account.ts";
import { virtualAccountsOf } from "#db/queries/virtual-account.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid, Refusal } from "#src/domain/refusal.ts";
import { sameName } from "#src/domain/thing-name.ts";
import { virtualAccountName } from "#src/domain/virtual-account.ts";
import type { Fields } from "#functions/command/command.ts";
import type { Loaded } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { placeRecords } from "#functions/rights/place.ts";

/** An account, what the asker holds in it, and its open virtual accounts. */
export const dividedAccount = ({ domain }: { domain: string }, context: Context) => ({
  ...placeRecords({ domain }, context),
  parts: virtualAccountsOf(accountIdOf(domain)),
});

export type Parts = Loaded<ReturnType<typeof dividedAccount>>["parts"];

/** The name that was typed; refuses what is none. */
export function nameOf({ name: typed = "" }: Fields): string {
  const { name, problem } = virtualAccountName(typed);
  if (problem) throw invalid({ name: problem });
  return name;
}

/** Refuses one more where there are as many as an account may have. */
export function refuseFull(parts: Parts, field: "name" | "form"): void {
  const { perAccount: max } = limits.virtualAccount;
  if (parts.length >= max)
    throw invalid({ [field]: { key: "account.virtual.errors.tooMany", params: { max } } });
}

/** Refuses a name that another open virtual account of the same account has. */
export function refuseTaken(name: string, parts: Parts, own?: string): void {
  if (parts.some((part) => part.id !== own && sameName(part.name, name)))
    throw invalid({ name: { key: "account.virtual.errors.nameTaken" } });
}

/** The open virtual account that is meant, by its id, else by its name. */
export function partOf(parts: Parts, { virtualAccountId, name }: Fields): Parts[number] {
  const part = virtualAccountId
    ? parts.find(({ id }) => id === virtualAccountId)
    : parts.find((one) => sameName(one.name, name ?? ""));
  if (!part) throw new Refusal("notFound", "errors.404");
  return part;
}
