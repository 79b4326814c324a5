import { mailboxOf } from "#src/domain/email.ts";
import type { AskingBrowser } from "#functions/context/asking-browser.ts";
import type { Context } from "#functions/context/context.ts";
import { siteOf } from "#functions/context/site.ts";

/**
 * Whom tries of signing in are counted for. An address has one allowance for all strangers, and one for each browser
 * that is none, which strangers cannot use up; only strangers are counted by network (SECURITY.md 6).
 */
export function subjectsOf({ email, mark, voucher }: AskingBrowser, network: Context["network"]) {
  const mailbox = mailboxOf(email);
  const strange = voucher === null ? network : null;
  return {
    code: voucher === null ? mailbox : `${mailbox} ${voucher}`,
    "code-browser": `${email} ${mark}`,
    "code-share": strange && `${mailbox} ${strange}`,
    "code-network": strange,
    "code-site": siteOf(strange),
    "guess-network": strange,
    "guess-site": siteOf(strange),
    "code-told": mailbox,
  };
}
