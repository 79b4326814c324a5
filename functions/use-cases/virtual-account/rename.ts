import { renameVirtualAccount } from "#db/queries/virtual-account.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, together } from "#functions/command/consequences.ts";
import { attemptIn, inAccount } from "#functions/rights/place.ts";
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
  attempt: attemptIn,
  allow: inAccount("virtualAccount.rename"),

  done: (_, { name }) => ({ said: { key: "acts.rename.done", params: { name } } }),

  decide: ({ place, right }, { parts }, { virtualAccountId, name }) => {
    const next = accountAddress(place.domain, "virtual-accounts");
    const part = partOf(parts, { virtualAccountId });
    if (part.name === name) return { next };
    refuseTaken(name, parts, part.id);
    return {
      next,
      ...together(
        hold(right),
        change(renameVirtualAccount(part.id, part.name, name)),
        record({ subjectId: part.id, from: part.name, to: name }),
      ),
    };
  },
});
