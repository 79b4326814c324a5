import { isDisabled, isEnabled } from "#db/queries/person.ts";
import { roleSaid } from "#src/domain/act.ts";
import { invalid } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { command } from "#functions/command/command.ts";
import { hold, tell, together } from "#functions/command/consequences.ts";
import { grantRoles } from "#functions/consequences/role/grant-in-account.ts";
import { knownAddress } from "#functions/input/address.ts";
import { accountName, chosenGrant, grantIfAny, grantIn, placeIn } from "#functions/input/grant.ts";
import { attemptIn, inAccount } from "#functions/rights/place.ts";
import { memberRecords } from "#functions/standing/member.ts";

/** Gives one more role to somebody who has one in the Smart Account (src/domain/README.md 5.6). */
export const giveAccountRole = command({
  action: "accountRole.give",
  repeated: ["scope"],

  input: ({ domain = "", ...fields }) => ({
    domain,
    email: knownAddress(fields),
    chosen: chosenGrant(fields),
  }),

  load: memberRecords("accountRole.give"),

  attempt: attemptIn,

  allow: inAccount("accountRole.give"),

  done: ({ place: [place], known: [person], held, parts }, { email, chosen }, me) => {
    if (!place) return null;
    const grant = grantIfAny(chosen, parts);
    if (!grant) return null;
    const where = placeIn(accountName(place), grant, parts);
    return { said: roleSaid("give", me, { email, person, held }, grant.role, where) };
  },

  decide: ({ person: me, place, right, reach }, { known: [person], held, parts }, { chosen }, context) => {
    const grant = grantIn(chosen, parts, reach);
    if (!person || !held.length) throw invalid({ email: { key: "account.people.errors.notHere" } });
    const off = person.disabledAt !== null;
    const to = {
      by: me,
      accountId: place.id,
      personId: person.id,
      held,
      originId: context.operationId,
      isDisabled: off,
    };
    const given = grantRoles(grant, to, context);
    const next = accountAddress(place.domain, "people");
    if (!given.writes.length) return { next };
    return {
      next,
      ...together(
        hold(right, (off ? isDisabled : isEnabled)(person.id)),
        given,
        tell("access-changed", person, {
          organization: placeIn(accountName(place), grant, parts),
          by: me,
          given: [grant.role],
          ended: [],
        }),
      ),
    };
  },
});
