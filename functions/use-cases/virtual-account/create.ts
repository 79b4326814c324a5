import { mustHold } from "#db/client.ts";
import { addVirtualAccount, isActiveAccount } from "#db/queries/account-access.ts";
import { administersAccount } from "#db/queries/administrator.ts";
import { newId } from "#src/domain/ids.ts";
import { invalid } from "#src/domain/refusal.ts";
import { limits } from "#src/domain/limits.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { actingInAccount, attemptInAccount } from "#functions/use-cases/account/place.ts";
import { command } from "#functions/use-cases/command.ts";
import { dividedAccount, nameOf, refuseTaken } from "./parts.ts";

/** Adds a virtual account to a Smart Account (product.md 5.6). */
export const createVirtualAccount = command({
  action: "virtualAccount.create",
  input: ({ domain = "", ...fields }) => ({ domain, name: nameOf(fields) }),
  load: dividedAccount,
  attempt: attemptInAccount,
  decide: (actor, { parts, ...place }, { name }, { now }) => {
    const { person: me, account, domain } = actingInAccount(actor, place, "virtualAccount.create");
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
