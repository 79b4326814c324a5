import { accountById } from "#db/queries/account.ts";
import { nomineesOf } from "#db/queries/nominee.ts";
import { standsAt } from "#src/domain/account.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { expireAccount } from "#functions/consequences/account/end.ts";

/** An account that nobody has activated for 90 days expires (src/domain/README.md 3.7). */
export const expire = scheduledCommand({
  action: "account.expire",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }) => ({ account: accountById(id), nominees: nomineesOf(id) }),
  decide: ({ account: [account], nominees }, _, context) => {
    const over = account?.state === "provisional" && standsAt(account, context.now) === "expired";
    return over ? { next: "", ...expireAccount(account, nominees, context) } : { next: "" };
  },
});
