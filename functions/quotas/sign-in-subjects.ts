import { companyOf } from "#src/domain/domain-identifier.ts";
import { isPersonalEmail, mailboxOf } from "#src/domain/email.ts";
import type { AskingBrowser } from "#functions/context/asking-browser.ts";
import type { Context } from "#functions/context/context.ts";
import { siteOf } from "#functions/context/site.ts";

/**
 * Whom tries of signing in are counted for. An address has one allowance for all strangers, one for all browsers in which
 * its person has signed in, one for all links and one for each way in that was mailed, so that none uses up another's
 * (SECURITY.md 6.1).
 */
export function subjectsOf({ email, mark, voucher }: AskingBrowser, network: Context["network"]) {
  const mailbox = mailboxOf(email);
  const strange = voucher === null ? network : null;
  const isMailed = voucher !== null && typeof voucher === "object";
  return {
    code: mailbox,
    "code-known": voucher === null || isMailed ? null : `${mailbox} ${voucher}`,
    "code-mailed": isMailed ? `${mailbox} ${voucher.wayIn}` : null,
    "code-browser": `${email} ${mark}`,
    "code-share": network && `${mailbox} ${network}`,
    "code-network": network,
    "code-company":
      network && !isPersonalEmail(email) ? `${companyOf(email)} ${siteOf(network) ?? network}` : null,
    "guess-network": strange,
    // Where the mailbox takes no such spelling, what was told to that one has arrived nowhere.
    "code-told": email === mailbox ? mailbox : `${mailbox} +`,
  };
}
