import { holdsRoles } from "#db/queries/account-role.ts";
import { canBeUndone, cannotBeUndone, isTold, offeredRole, roleIn } from "#src/domain/act.ts";
import { calledTo } from "#src/domain/known-name.ts";
import { invalid } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { command } from "#functions/command/command.ts";
import { hold, together } from "#functions/command/consequences.ts";
import { endOffer, endRoles } from "#functions/consequences/account/end-roles.ts";
import { knownAddress } from "#functions/input/address.ts";
import { accountName, placeIn, reachName } from "#functions/input/grant.ts";
import { attemptIn, inAccount, reachOf } from "#functions/rights/place.ts";
import { leaverRecords } from "#functions/standing/member.ts";

/**
 * Removes somebody from a Smart Account: ends every role in it and in its parts, and what waits there for an answer; never the
 * last administrator.
 */
export const removeFromAccount = command({
  action: "accountPerson.remove",

  input: ({ domain = "", ...fields }) => ({ domain, email: knownAddress(fields) }),

  load: leaverRecords("accountPerson.remove"),

  attempt: attemptIn,

  allow: inAccount("accountPerson.remove"),

  done: ({ place: [place], holds, known: [person], been, held, parts }, { email }, me) => {
    if (!place) return null;
    const own = person?.id === me.id;
    const here = reachName(place, reachOf(holds, "accountPerson.remove") ?? null, parts);
    // Whoever was never there had no access to lose, only a nomination.
    if (!been.length)
      return { said: { key: "acts.endNomination.done", params: { name: email, place: here } } };
    const name = person ? calledTo(me, person, held) : email;
    return {
      said: { key: own ? "acts.remove.ownDone" : "acts.remove.done", params: { name, place: here } },
      undo: own || !held.length ? undefined : accountAddress(place.domain, "people"),
    };
  },

  decide: (by, { known: [person], been, held: roles, parts, ...loaded }, { email }, context) => {
    const { place, reach } = by;
    const { offered } = loaded;
    const own = person?.id === by.person.id;
    const next = own ? "accounts" : accountAddress(place.domain, "people");
    const here = reachName(place, reach, parts);
    const offers = offered.map(({ role }) => offeredRole(role, place.name));
    if (!person || !roles.length) {
      if (!been.length && !offered.length) throw invalid({ email: { key: "account.people.errors.notHere" } });
      return {
        next,
        ...(offered.length && {
          check: {
            question: { key: "acts.endNomination.question", params: { name: email, place: here } },
            loses: offers,
            follows: [{ key: "acts.check.toldNobody" }, cannotBeUndone],
            confirm: { key: "acts.endNomination.confirm" },
          },
          ...together(
            hold(by.right),
            offered.map((one) => endOffer(one, context)),
          ),
        }),
      };
    }
    const name = calledTo(by.person, person, roles);
    const partIds = roles.map(({ virtualAccountId }) => virtualAccountId);
    const where =
      reach === null
        ? accountName(place)
        : placeIn(accountName(place), { virtualAccountIds: partIds }, parts);
    return {
      next,
      check: {
        question: own
          ? { key: "acts.remove.own", params: { place: here } }
          : { key: "acts.remove.question", params: { name, place: here } },
        loses: [
          ...roles.map(({ role, virtualAccountId }) =>
            roleIn(role, parts.find(({ id }) => id === virtualAccountId)?.name ?? place.name),
          ),
          ...offers,
        ],
        follows: own ? [cannotBeUndone] : [isTold(name, roles), canBeUndone],
        confirm: { key: own ? "acts.remove.ownConfirm" : "acts.remove.confirm" },
      },
      ...together(
        hold(holdsRoles(person.id, place.id, roles.length, reach)),
        endRoles(by, { ...loaded, person, roles, where, all: true }, context),
      ),
    };
  },
});
