import { withdrawing, withdrawn } from "#src/domain/act.ts";
import { isOpen } from "#src/domain/review.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { command } from "#functions/command/command.ts";
import { hold, together } from "#functions/command/consequences.ts";
import { withdrawCase } from "#functions/consequences/review/withdraw.ts";
import { attemptIn, inAccount } from "#functions/rights/place.ts";
import { identifierRecordsOf } from "#functions/standing/identifier-change.ts";

/** Whoever administers a Smart Account takes the request for another identifier back, also a colleague's. */
export const withdrawIdentifier = command({
  action: "review.withdraw",
  input: ({ domain = "" }) => ({ domain }),
  load: identifierRecordsOf,
  attempt: attemptIn,
  allow: inAccount("account.manage"),

  done: ({ asked: [asked] }) => (asked ? { said: withdrawn(asked.wanted) } : null),

  decide: ({ person, place, right }, { asked: [asked] }, _, context) => {
    const next = accountAddress(place.domain, "identifier");
    if (!asked || !isOpen(asked)) return { next };
    return {
      next,
      check: withdrawing(asked.wanted),
      ...together(hold(right), withdrawCase(asked, person, context)),
    };
  },
});
