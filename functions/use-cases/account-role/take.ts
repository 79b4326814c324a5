import { canBeUndone, cannotBeUndone, isTold, roleIn, roleName, roleSaid } from "#src/domain/act.ts";
import { calledTo } from "#src/domain/known-name.ts";
import { invalid } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { command } from "#functions/command/command.ts";
import { endRoles } from "#functions/consequences/account/end-roles.ts";
import { knownAddress } from "#functions/input/address.ts";
import { accountName, chosenGrant, grantIfAny, grantIn, placeIn } from "#functions/input/grant.ts";
import { attemptIn, inAccount } from "#functions/rights/place.ts";
import { leaverRecords } from "#functions/standing/member.ts";

/** Takes a role from somebody, in the whole Smart Account or in some parts of it (src/domain/README.md 5.6). */
export const takeAccountRole = command({
  action: "accountRole.take",
  repeated: ["scope"],

  input: ({ domain = "", ...fields }) => ({
    domain,
    email: knownAddress(fields),
    chosen: chosenGrant(fields),
  }),

  load: leaverRecords("accountRole.take"),

  attempt: attemptIn,

  allow: inAccount("accountRole.take"),

  done: ({ place: [place], known: [person], held, parts }, { email, chosen }, me) => {
    if (!place) return null;
    const grant = grantIfAny(chosen, parts);
    if (!grant) return null;
    const where = placeIn(accountName(place), grant, parts);
    return {
      said: roleSaid("take", me, { email, person, held }, grant.role, where),
      undo: person?.id === me.id ? undefined : accountAddress(place.domain, "people"),
    };
  },

  decide: (by, { known: [person], been, held, parts, ...loaded }, { chosen }, context) => {
    const grant = grantIn(chosen, parts, by.reach);
    const roles = held.filter(
      ({ role, virtualAccountId }) =>
        role === grant.role && grant.virtualAccountIds.includes(virtualAccountId),
    );
    if (!person || !been.length) throw invalid({ email: { key: "account.people.errors.notHere" } });
    const { place } = by;
    const next = accountAddress(place.domain, "people");
    if (!roles.length) return { next };
    const where = placeIn(accountName(place), grant, parts);
    const own = person.id === by.person.id;
    const name = calledTo(by.person, person, held);
    const role = roleName(grant.role);
    return {
      next: own ? "accounts" : next,
      check: {
        question: own
          ? { key: "acts.take.own", params: { role } }
          : { key: "acts.take.question", params: { name, role } },
        loses: [roleIn(grant.role, where)],
        follows: own ? [cannotBeUndone] : [isTold(name, held), canBeUndone],
        confirm: { key: "acts.take.confirm" },
      },
      ...endRoles(
        by,
        {
          ...loaded,
          person,
          roles,
          offered: loaded.offered.filter(
            ({ role: one }) => one === grant.role && grant.virtualAccountIds.includes(null),
          ),
          where,
        },
        context,
      ),
    };
  },
});
