import { accountById } from "#db/queries/account.ts";
import { nomineesOf } from "#db/queries/nominee.ts";
import { standsAt } from "#src/domain/account.ts";
import { command } from "#functions/use-cases/command.ts";
import { expireAccount } from "./end.ts";

/** An account that nobody has activated for 90 days expires (src/domain/README.md 3.7). */
export const expire = command({
  action: "account.expire",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }) => ({ account: accountById(id), nominees: nomineesOf(id) }),
  decide: (_, { account: [account], nominees }, __, context) => {
    const over = account?.state === "provisional" && standsAt(account, context.now) === "expired";
    return over ? { next: "", ...expireAccount(account, nominees, context) } : { next: "" };
  },
});
