import { type AccountKind, activateUntil } from "#src/domain/account.ts";
import type { AccountId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import type { Context } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import type { Mail } from "#functions/emails/mail.ts";
import { issueLink } from "#functions/context/links.ts";
import type { Accepted } from "#functions/command/command.ts";
import { called } from "./readers.ts";

/** What an account's authorizer is asked, and by whom. */
export interface Asking {
  readonly id: AccountId;
  readonly kind: AccountKind;
  readonly name: string;
  readonly domainIdentifier: string;
  readonly message: string | null;
  readonly requester: Pick<Reader, "name" | "email">;
  readonly authorizer: Reader;
}

/** Sends the activation e-mail: the 90 days begin (src/domain/README.md 3.6 and 3.7). */
export function askActivation(asking: Asking, context: Context): Pick<Accepted, "writes" | "mail"> {
  const link = issueLink(
    {
      purpose: "activateAccount",
      email: asking.authorizer.email,
      subjectId: asking.id,
      lifetime: limits.account.activateWithin,
    },
    context,
  );
  return { writes: [link.write], mail: [toActivate(asking, link.id, activateUntil(context.now))] };
}

/** The activation e-mail with a link, which may be an earlier one. */
export const toActivate = (asking: Asking, linkId: Mail["linkId"], until: number): Mail => ({
  template: "account-to-activate",
  to: asking.authorizer,
  linkId,
  params: {
    requester: called(asking.requester),
    requesterEmail: asking.requester.email,
    own: asking.requester.email === asking.authorizer.email,
    forCustomer: asking.kind === "customer",
    account: asking.name,
    domain: asking.domainIdentifier,
    message: asking.message,
    until,
  },
});
