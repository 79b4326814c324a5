import { accountIdOf } from "#db/queries/account.ts";
import { closedBy, reopenVirtualAccount } from "#db/queries/undo.ts";
import { mayHaveVirtualAccount } from "#db/queries/virtual-account.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, together } from "#functions/command/consequences.ts";
import { asker } from "#functions/command/query.ts";
import { attemptIn, inAccount } from "#functions/rights/place.ts";
import { dividedAccount, refuseFull, refuseTaken } from "#functions/standing/virtual-accounts.ts";

/** Whoever has closed a virtual account opens it again, within ten minutes. */
export const reopenClosedVirtualAccount = command({
  action: "virtualAccount.reopen",

  input: ({ domain = "", of = "" }) => ({ domain, of }),

  load: ({ domain, of }, context) => ({
    ...dividedAccount({ domain }, context),
    closed: closedBy({ of, by: asker(context), since: context.now - limits.undo }, accountIdOf(domain)),
  }),

  attempt: attemptIn,
  allow: inAccount("virtualAccount.close"),

  done: ({ closed: [part] }) =>
    part ? { said: { key: "acts.undo.reopened", params: { name: part.name } } } : null,

  decide: ({ place, right }, { parts, closed: [part] }) => {
    if (!part) throw invalid({ form: { key: "acts.undo.over" } });
    refuseTaken(part.name, parts);
    refuseFull(parts, "form");
    return {
      next: accountAddress(place.domain, "virtual-accounts"),
      ...together(
        hold(right, mayHaveVirtualAccount(place.id)),
        change(reopenVirtualAccount(part)),
        record({ subjectId: part.id, from: "closed", to: part.name }),
      ),
    };
  },
});
