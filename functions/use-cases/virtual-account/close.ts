import { mustChange, mustHold } from "#db/client.ts";
import { closeVirtualAccount } from "#db/queries/virtual-account.ts";
import { administersAccount } from "#db/queries/account-role.ts";
import { invalid } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { actingInAccount, attemptInAccount } from "#functions/rights/account.ts";
import { command } from "#functions/command/command.ts";
import { dividedAccount, partOf } from "#functions/standing/virtual-accounts.ts";

/** Closes a virtual account in which nobody has a role (src/domain/README.md 5.6). */
export const closeEmptyVirtualAccount = command({
  action: "virtualAccount.close",
  input: ({ domain = "", virtualAccountId = "", name = "" }) => ({ domain, virtualAccountId, name }),
  load: dividedAccount,
  attempt: attemptInAccount,
  allow: (actor, loaded) => actingInAccount(actor, loaded, "virtualAccount.close"),

  decide: ({ person: me, account, domain }, { parts }, { virtualAccountId, name }, { now }) => {
    const part = partOf(parts, { virtualAccountId, name });
    if (part.people)
      throw invalid({
        form: { key: "account.virtual.errors.notEmpty", params: { name: part.name, count: part.people } },
      });
    return {
      next: accountAddress(domain, "virtual-accounts"),
      writes: [
        mustHold(administersAccount(me.id, account.id)),
        mustChange(closeVirtualAccount(part.id, now)),
      ],
      audit: [{ subjectId: part.id, from: part.name, to: "closed" }],
      mail: [],
    };
  },
});
