import { limits } from "./limits.ts";
import { thingName } from "./thing-name.ts";

/** The name of a virtual account as it was typed, made clean, and what is wrong with it. */
export const virtualAccountName = (typed: string) =>
  thingName(typed, limits.virtualAccount.longestName, "account.virtual.errors");
