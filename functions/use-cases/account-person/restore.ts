import { resumeRole, rolesEndedInAccount } from "#db/queries/undo.ts";
import { calledTo } from "#src/domain/known-name.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, tell, together, write } from "#functions/command/consequences.ts";
import { asker } from "#functions/command/query.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { accountName } from "#functions/input/grant.ts";
import { accountRealmFor, attemptIn, inAccount, placeRecords } from "#functions/rights/place.ts";

/** Whoever has taken roles from somebody in a Smart Account takes that back, within ten minutes. */
export const restoreInAccount = command({
  action: "accountPerson.restore",

  input: ({ domain = "", of = "" }) => ({ domain, of }),

  load: ({ domain, of }, context) => ({
    ...placeRecords({ domain }, context),
    roles: rolesEndedInAccount(
      { of, by: asker(context), since: context.now - limits.undo },
      accountRealmFor(domain, "accountPerson.remove", context),
    ),
  }),

  attempt: attemptIn,
  allow: inAccount("accountPerson.remove"),

  done: ({ place: [place], roles }, _, me) =>
    place && roles[0]
      ? {
          said: {
            key: "acts.undo.done",
            params: { name: calledTo(me, roles[0], roles), place: place.name },
          },
        }
      : null,

  decide: ({ person: me, place, right }, { roles }, _, context) => {
    const [person] = roles;
    if (!person) throw invalid({ form: { key: "acts.undo.over" } });
    const given = [...new Set(roles.map(({ role }) => role))];
    return {
      next: accountAddress(place.domain, "people"),
      ...together(
        hold(right),
        roles.map((role) => [
          change(resumeRole(role)),
          record({ subjectId: role.id, from: "ended", to: role.role }),
        ]),
        write(announceAccess({ personId: person.personId, accountId: place.id }, context)),
        tell("access-changed", person, {
          organization: accountName(place),
          by: me,
          given,
          ended: [],
        }),
      ),
    };
  },
});
