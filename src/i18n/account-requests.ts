import type { AccountKind, AccountState } from "#src/domain/account.ts";
import type { Translate } from "./translator.ts";

/** The states in which an account is no longer its requester's draft. */
export type SentState = Exclude<AccountState, "draft">;

/** How the status of a requested account looks. */
export const tagOfAccount = {
  underApproval: "waiting",
  provisional: "waiting",
  active: "done",
  declined: "problem",
  expired: "neutral",
  refused: "problem",
  withdrawn: "neutral",
  overtaken: "neutral",
} as const satisfies Record<SentState, string>;

/** The status of a requested account in words. */
export const accountStatus = (t: Translate, { state, kind }: { state: SentState; kind: AccountKind }) =>
  state === "provisional" && kind === "customer"
    ? t("accounts.states.pendingCustomer")
    : t(`accounts.states.${state}`);
