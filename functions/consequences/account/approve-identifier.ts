import { mustChange } from "#db/client.ts";
import { type AccountRow, moveAccount } from "#db/queries/account.ts";
import type { NomineeRow } from "#db/queries/nominee.ts";
import { Refusal } from "#src/domain/refusal.ts";
import type { Context } from "#functions/context/context.ts";
import type { Accepted } from "#functions/command/command.ts";
import { askActivation } from "./ask-activation.ts";
import { endAccount } from "./end.ts";
import { authorizerReader, requesterReader } from "./readers.ts";

type Follows = Pick<Accepted, "writes" | "audit" | "mail">;

function underApproval(account: AccountRow | undefined) {
  if (account?.state !== "underApproval") throw new Refusal("conflict", "errors.moved");
  return account;
}

/** An agent approves a foreign identifier: the activation e-mail leaves now (src/domain/README.md 3.2). */
export function approveIdentifier(waiting: AccountRow | undefined, context: Context): Follows {
  const account = underApproval(waiting);
  const { id, kind, message } = account;
  const asked = askActivation(
    {
      id,
      kind,
      message,
      name: account.name ?? "",
      domainIdentifier: account.domainIdentifier ?? "",
      requester: requesterReader(account),
      authorizer: authorizerReader(account),
    },
    context,
  );
  return {
    writes: [
      mustChange(
        moveAccount(account, "approve", {
          activationSentAt: context.now,
          warnings: 0,
          changedAt: context.now,
        }),
      ),
      ...asked.writes,
    ],
    audit: [{ subjectId: id, from: "underApproval", to: "provisional" }],
    mail: asked.mail,
  };
}

/** An agent refuses it with a reason: the request has come to nothing. */
export const refuseIdentifier = (
  waiting: AccountRow | undefined,
  nominees: readonly NomineeRow[],
  comment: string,
  context: Context,
): Follows => ({ ...endAccount(underApproval(waiting), nominees, "refuse", comment, context), mail: [] });
