import { mustChange, mustHold } from "#db/client.ts";
import { renameVirtualAccount } from "#db/queries/virtual-account.ts";
import { administersAccount } from "#db/queries/account-role.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { actingInAccount, attemptInAccount } from "#functions/rights/account.ts";
import { command } from "#functions/command/command.ts";
import { dividedAccount, nameOf, partOf, refuseTaken } from "#functions/standing/virtual-accounts.ts";

/** Gives a virtual account another name (src/domain/README.md 5.6). */
export const renameVirtualAccountTo = command({
  action: "virtualAccount.rename",
  input: ({ domain = "", virtualAccountId = "", ...fields }) => ({
    domain,
    virtualAccountId,
    name: nameOf(fields),
  }),
  load: dividedAccount,
  attempt: attemptInAccount,
  allow: (actor, loaded) => actingInAccount(actor, loaded, "virtualAccount.rename"),

  decide: ({ person: me, account, domain }, { parts }, { virtualAccountId, name }) => {
    const next = accountAddress(domain, "virtual-accounts");
    const part = partOf(parts, { virtualAccountId });
    if (part.name === name) return { next };
    refuseTaken(name, parts, part.id);
    return {
      next,
      writes: [
        mustHold(administersAccount(me.id, account.id)),
        mustChange(renameVirtualAccount(part.id, part.name, name)),
      ],
      audit: [{ subjectId: part.id, from: part.name, to: name }],
      mail: [],
    };
  },
});
