import { isActiveAccount } from "#db/queries/account.ts";
import { addVirtualAccount, mayHaveVirtualAccount } from "#db/queries/virtual-account.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { command } from "#functions/command/command.ts";
import { hold, record, together, write } from "#functions/command/consequences.ts";
import { attemptIn, inAccount } from "#functions/rights/place.ts";
import { dividedAccount, nameOf, refuseFull, refuseTaken } from "#functions/standing/virtual-accounts.ts";

/** Adds a virtual account to a Smart Account (src/domain/README.md 5.6). */
export const createVirtualAccount = command({
  action: "virtualAccount.create",
  input: ({ domain = "", ...fields }) => ({ domain, name: nameOf(fields) }),
  load: dividedAccount,
  attempt: attemptIn,
  allow: inAccount("virtualAccount.create"),

  done: (_, { name }) => ({ said: { key: "acts.create.done", params: { name } } }),

  decide: ({ place, right }, { parts }, { name }, { newId, now }) => {
    refuseTaken(name, parts);
    refuseFull(parts, "name");
    const id = newId();
    return {
      next: accountAddress(place.domain, "virtual-accounts"),
      ...together(
        hold(right, isActiveAccount(place.id), mayHaveVirtualAccount(place.id)),
        write(addVirtualAccount({ id, accountId: place.id, name, createdAt: now })),
        record({ subjectId: id, to: name }),
      ),
    };
  },
});
