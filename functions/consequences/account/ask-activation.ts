import type { AccountRow } from "#db/queries/account.ts";
import { type AccountKind, activateUntil } from "#src/domain/account.ts";
import type { AccountId, LinkId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { type Consequences, tell } from "#functions/command/consequences.ts";
import { sendLink } from "#functions/consequences/link.ts";
import type { Context } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import { authorizerReader, called, requesterReader } from "./readers.ts";

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

/** What the authorizer of an account that was requested is asked. */
export const askingFor = (account: AccountRow): Asking => ({
  id: account.id,
  kind: account.kind,
  name: account.name ?? "",
  domainIdentifier: account.domainIdentifier ?? "",
  message: account.message,
  requester: requesterReader(account),
  authorizer: authorizerReader(account),
});

/** Sends the activation e-mail: the 90 days begin (src/domain/README.md 3.6 and 3.7). */
export const askActivation = (asking: Asking, context: Context): Consequences =>
  sendLink(
    {
      purpose: "activateAccount",
      to: asking.authorizer,
      subjectId: asking.id,
      lifetime: limits.account.activateWithin,
    },
    "account-to-activate",
    wordsOf(asking, activateUntil(context.now)),
    context,
  );

/** Sends it once more, with the link that it had. */
export const askActivationAgain = (asking: Asking, linkId: LinkId, until: number): Consequences =>
  tell("account-to-activate", asking.authorizer, wordsOf(asking, until), { linkId });

const wordsOf = (asking: Asking, until: number) => ({
  requester: called(asking.requester),
  requesterEmail: asking.requester.email,
  own: asking.requester.email === asking.authorizer.email,
  forCustomer: asking.kind === "customer",
  account: asking.name,
  domain: asking.domainIdentifier,
  message: asking.message,
  until,
});
