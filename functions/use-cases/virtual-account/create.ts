import { mustHold } from "#db/client.ts";
import { addVirtualAccount } from "#db/queries/virtual-account.ts";
import { isActiveAccount } from "#db/queries/account.ts";
import { administersAccount } from "#db/queries/account-role.ts";
import { newId } from "#src/domain/ids.ts";
import { invalid } from "#src/domain/refusal.ts";
import { limits } from "#src/domain/limits.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { actingInAccount, attemptInAccount } from "#functions/rights/account.ts";
import { command } from "#functions/command/command.ts";
import { dividedAccount, nameOf, refuseTaken } from "#functions/standing/virtual-accounts.ts";

/** Adds a virtual account to a Smart Account (src/domain/README.md 5.6). */
export const createVirtualAccount = command({
  action: "virtualAccount.create",
  input: ({ domain = "", ...fields }) => ({ domain, name: nameOf(fields) }),
  load: dividedAccount,
  attempt: attemptInAccount,
  allow: (actor, loaded) => actingInAccount(actor, loaded, "virtualAccount.create"),

  decide: ({ person: me, account, domain }, { parts }, { name }, { now }) => {
    refuseTaken(name, parts);
    if (parts.length >= limits.virtualAccount.perAccount)
      throw invalid({
        name: { key: "account.virtual.errors.tooMany", params: { max: limits.virtualAccount.perAccount } },
      });
    const id = newId();
    return {
      next: accountAddress(domain, "virtual-accounts"),
      writes: [
        mustHold(administersAccount(me.id, account.id)),
        mustHold(isActiveAccount(account.id)),
        addVirtualAccount({ id, accountId: account.id, name, createdAt: now }),
      ],
      audit: [{ subjectId: id, to: name }],
      mail: [],
    };
  },
});
