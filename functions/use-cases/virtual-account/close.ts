import { closeVirtualAccount } from "#db/queries/virtual-account.ts";
import { canBeUndone } from "#src/domain/act.ts";
import { invalid } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, together } from "#functions/command/consequences.ts";
import { attemptIn, inAccount } from "#functions/rights/place.ts";
import { dividedAccount, partOf } from "#functions/standing/virtual-accounts.ts";

/** Closes a virtual account in which nobody has a role (src/domain/README.md 5.6). */
export const closeEmptyVirtualAccount = command({
  action: "virtualAccount.close",
  input: ({ domain = "", virtualAccountId = "", name = "" }) => ({ domain, virtualAccountId, name }),
  load: dividedAccount,
  attempt: attemptIn,
  allow: inAccount("virtualAccount.close"),

  done: ({ place: [place], parts }, { virtualAccountId, name }) => ({
    said: {
      key: "acts.close.done",
      params: { name: parts.find(({ id }) => id === virtualAccountId)?.name ?? name },
    },
    undo: place && accountAddress(place.domain, "virtual-accounts"),
  }),

  decide: ({ place, right }, { parts }, { virtualAccountId, name }, { now }) => {
    const part = partOf(parts, { virtualAccountId, name });
    if (part.people)
      throw invalid({
        form: { key: "account.virtual.errors.notEmpty", params: { name: part.name, count: part.people } },
      });
    const params = { name: part.name };
    return {
      check: {
        question: { key: "acts.close.question", params },
        loses: [{ key: "acts.close.ends", params }],
        follows: [{ key: "acts.check.toldNobody" }, canBeUndone],
        confirm: { key: "acts.close.confirm" },
      },
      next: accountAddress(place.domain, "virtual-accounts"),
      ...together(
        hold(right),
        change(closeVirtualAccount(part.id, now)),
        record({ subjectId: part.id, from: part.name, to: "closed" }),
      ),
    };
  },
});
