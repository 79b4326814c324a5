import { administratorsSeenBy } from "#db/queries/account-role.ts";
import { accountIdOf } from "#db/queries/account.ts";
import { nominationsIn } from "#db/queries/nominee.ts";
import { virtualAccountsIn } from "#db/queries/virtual-account.ts";
import { wholeAccount } from "#src/domain/account-grant.ts";
import { askerEmail, query } from "#functions/command/query.ts";
import { reachName } from "#functions/input/grant.ts";
import { accountRealmFor } from "#functions/rights/place.ts";
import { inPart } from "#functions/views/place/part.ts";
import {
  type Change,
  type PeopleQuestion,
  peopleRecords,
  peopleView,
} from "#functions/views/place/people.ts";

/** Everybody with a role in a Smart Account, with what the asker may change (src/domain/README.md 5.6). */
export const accountPeoplePage = query({
  load: ({ domain, ...question }: PeopleQuestion & { readonly domain: string }, context) => ({
    ...peopleRecords({ domain }, question, context),
    administrators: administratorsSeenBy(askerEmail(context), accountIdOf(domain)),
    offered: nominationsIn(accountRealmFor(domain, "accountPerson.remove", context)),
    parts: virtualAccountsIn(accountRealmFor(domain, "accountPerson.associate", context)),
  }),
  view: (actor, loaded, question) => {
    const at = inPart(actor, loaded, "people");
    const { administrators, parts } = loaded;
    /** The only one who decides: neither this role nor this person can go. */
    const isLast = (id: string) =>
      administrators.length > 0 && administrators.every(({ personId }) => personId === id);
    const last = administrators.find(({ personId }) => isLast(personId));
    return {
      ...peopleView(at, loaded, question, ({ personId, here }): readonly Change[] => [
        ...here
          .filter(
            ({ holds }) =>
              at.may("accountRole.take") && !(isLast(personId) && holds === "smart-account-administrator"),
          )
          .map(({ holds, partId, part }) => ({
            action: "take" as const,
            role: holds,
            scope: partId ?? wholeAccount,
            part,
          })),
        ...(at.may("accountPerson.remove") && !isLast(personId) ? [{ action: "remove" as const }] : []),
      ]),
      /** Nominated and not answered yet: above the whole list only. */
      offered: question.after ? [] : loaded.offered.map(({ email, role }) => ({ email, role })),
      last: last?.personId ?? null,
      /** What of the account is shown, and from where somebody is removed, in words. */
      reach: reachName(at.place, at.reach, parts),
      mayWhole: at.reach === null,
      parts: parts.map(({ id, name }) => ({ id, name })),
    };
  },
});
