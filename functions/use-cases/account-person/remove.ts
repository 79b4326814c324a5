import { accountAdministrators, holdsRoles } from "#db/queries/account-role.ts";
import { accountIdOf } from "#db/queries/account.ts";
import { canBeUndone, cannotBeUndone, isTold, roleIn } from "#src/domain/act.ts";
import { calledTo } from "#src/domain/known-name.ts";
import { invalid } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { command } from "#functions/command/command.ts";
import { hold, together } from "#functions/command/consequences.ts";
import { endRoles } from "#functions/consequences/role/end-in-account.ts";
import { knownAddress } from "#functions/input/address.ts";
import { accountName, placeIn, reachName } from "#functions/input/grant.ts";
import { attemptIn, inAccount, reachOf } from "#functions/rights/place.ts";
import { memberRecords } from "#functions/standing/member.ts";

/** Removes somebody from a Smart Account: ends every role in it and in its parts; never the last administrator. */
export const removeFromAccount = command({
  action: "accountPerson.remove",

  input: ({ domain = "", ...fields }) => ({ domain, email: knownAddress(fields) }),

  load: (named, context) => ({
    ...memberRecords("accountPerson.remove")(named, context),
    administrators: accountAdministrators(accountIdOf(named.domain)),
  }),

  attempt: attemptIn,

  allow: inAccount("accountPerson.remove"),

  done: ({ place: [place], holds, known: [person], held, parts }, { email }, me) => {
    if (!place) return null;
    const own = person?.id === me.id;
    const name = person ? calledTo(me, person, held) : email;
    return {
      said: {
        key: own ? "acts.remove.ownDone" : "acts.remove.done",
        params: { name, place: reachName(place, reachOf(holds, "accountPerson.remove") ?? null, parts) },
      },
      undo: own ? undefined : accountAddress(place.domain, "people"),
    };
  },

  decide: (by, { known: [person], been, held: roles, administrators, parts }, _, context) => {
    if (!person || !been.length) throw invalid({ email: { key: "account.people.errors.notHere" } });
    const { place, reach } = by;
    const own = person.id === by.person.id;
    const next = own ? "accounts" : accountAddress(place.domain, "people");
    if (!roles.length) return { next };
    const name = calledTo(by.person, person, roles);
    const here = reachName(place, reach, parts);
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
        loses: roles.map(({ role, virtualAccountId }) =>
          roleIn(role, parts.find(({ id }) => id === virtualAccountId)?.name ?? place.name),
        ),
        follows: own ? [cannotBeUndone] : [isTold(name, roles), canBeUndone],
        confirm: { key: own ? "acts.remove.ownConfirm" : "acts.remove.confirm" },
      },
      ...together(
        hold(holdsRoles(person.id, place.id, roles.length, reach)),
        endRoles(by, { person, roles, administrators, where, all: true }, context),
      ),
    };
  },
});
